import { type MortalBot, startMortalBot } from './mortal-bot.js';

/*
 * The process is killed (-9) at each labelled point of a turn, together with its database. Whatever
 * becomes of the reply, the report is there once, and the receipt reached the person: once, or, when the
 * reply's outcome is unknown, once more with the same number (architecture.md, Replies).
 */
export type Death = {
  readonly label: string;
  readonly as: 'reply' | 'push';
  readonly seen: readonly string[];
};
/** Every labelled point of a turn, with how the receipt was seen. */
export const deaths: readonly Death[] = [
  { label: 'after-store', as: 'reply', seen: ['push'] },
  { label: 'after-claim', as: 'reply', seen: ['push'] },
  { label: 'before-commit', as: 'reply', seen: ['push'] },
  { label: 'after-commit', as: 'reply', seen: ['push'] },
  { label: 'before-send', as: 'reply', seen: ['push'] },
  { label: 'after-send', as: 'reply', seen: ['reply', 'push'] },
  { label: 'after-settle', as: 'reply', seen: ['reply'] },
  { label: 'before-send', as: 'push', seen: ['push'] },
  { label: 'after-send', as: 'push', seen: ['push'] },
  { label: 'after-settle', as: 'push', seen: ['push'] },
];
/** So many answers 500 make a reply that matters a push. */
const replyTries = 3;

/** One test a death: the bot dies there in the middle of a leader's report, and rises. */
export function diesAt(labelled: readonly Death[]): void {
  let house: MortalBot;
  beforeAll(async () => {
    house = await startMortalBot(labelled.length);
  });
  afterAll(() => house.close());

  test.each(labelled.map((death, n) => [`${death.label} of a ${death.as}`, death, n] as const))(
    'killed %s',
    async (_name, { label, as, seen }, n) => {
      const { simulator } = house;
      const leader = house.leaders[n];
      if (!leader) throw new Error('too few leaders');
      const { seat, phone } = leader;
      await simulator.says(phone.id, 'รายงาน ครัวเรือน 120 ภาคี 3 ลดรายจ่าย 6,000');
      await house.idle();

      if (as === 'push')
        simulator.faults.next({ endpoint: 'reply', outcome: 'status-500', times: replyTries });
      // Each attempt comes by; the push is settled before the replies that led to it.
      const nth = as === 'push' && label !== 'after-settle' ? replyTries + 1 : 1;
      await house.arm(label, nth);
      const { status, eventId } = await simulator.taps(phone.id, phone.button('ส่ง', 'newest'));
      await house.dead();
      expect(status).toBe(label === 'after-store' ? null : 200);

      await house.rise();
      await house.idle();
      await simulator.redeliver(eventId);
      await house.idle();

      const receipt = `64A3R1-${seat}-1`;
      const receipts = simulator
        .chat(phone.id)
        .filter((e) => e.from === 'bot' && JSON.stringify(e.message).includes(receipt));
      expect(receipts.map((e) => e.via)).toEqual(seen);
      await house.inDatabase(async ({ reports, inbox, outbox }) => {
        const report = await reports.findOne({ seat, version: { $gt: 0 } }).lean();
        expect(report?.versions).toHaveLength(1);
        expect(await inbox.find({ state: { $ne: 'done' } }).lean()).toEqual([]);
        expect(await outbox.find({ state: { $ne: 'sent' } }).lean()).toEqual([]);
      });
    },
  );
}
