import type { Actor } from '../../../src/core/actor.js';
import type { EventId, RoundId, UserId } from '../../../src/core/ids.js';
import { mostPhotos, type PhotoId, type SeatPhoto } from '../../../src/core/photo.js';
import type { SeatReport } from '../../../src/core/report.js';
import type { Period, Round } from '../../../src/core/round.js';
import type { Seat, SeatId } from '../../../src/core/seat.js';
import { takePhoto } from '../../../src/features/photos/take.js';

const seat = '450213-01' as SeatId;
const user = `U${'1'.repeat(32)}` as UserId;
const actor: Actor = {
  id: user,
  member: null,
  seat: { id: seat } as Seat,
  offices: [],
  isAdmin: false,
};

/** Two rounds that overlap from 10 to 20: the first takes reports until 20, the second from 10 to 30. */
const period = (id: string, opensAt: number, lockAt: number): Period => ({
  round: { id: id as RoundId, opensAt, dueAt: lockAt - 5, lockAt } as Round,
  opened: true,
  expected: 1,
});
const periods = [period('first', 0, 20), period('second', 10, 30)];
const reports = periods.map(({ round }) => ({ round: round.id, seat }) as SeatReport);
const kept = (round: string | null, count: number): readonly SeatPhoto[] =>
  Array.from({ length: count }, () => ({ round, state: 'stored' }) as SeatPhoto);

async function taken(p: {
  at: number;
  talkAbout?: string;
  photos?: readonly SeatPhoto[];
  expected?: readonly SeatReport[];
}) {
  const effects = await takePhoto(
    {
      periods: async () => periods,
      seatReports: async () => p.expected ?? reports,
      seatPhotos: async () => p.photos ?? [],
    },
    { actor, event: 'e' as EventId, at: p.at, now: p.at },
    { photo: '1' as PhotoId, set: null },
    p.talkAbout ?? null,
  );
  return effects.map((e) => (e.do === 'write' && e.write.kind === 'photo.want' ? e.write : e));
}

test.each([
  ['the only round there is', { at: 5 }, 'first', null],
  ['two rounds: its sender will be asked', { at: 15 }, null, null],
  ['the round that is being talked about', { at: 15, talkAbout: 'second' }, 'second', null],
  ['a talk about a locked round decides nothing', { at: 25, talkAbout: 'first' }, 'second', null],
  ['the last millisecond', { at: 30 }, 'second', null],
  ['after it', { at: 31 }, null, 'no-round'],
  ['not expected in any round', { at: 5, expected: [] }, null, 'no-round'],
  ['one fewer than may be', { at: 5, photos: kept('first', mostPhotos - 1) }, 'first', null],
  ['one more than may be', { at: 5, photos: kept('first', mostPhotos) }, 'first', 'too-many'],
  ['another round is full', { at: 5, photos: kept('second', mostPhotos) }, 'first', null],
  ['too many that belong to none', { at: 15, photos: kept(null, mostPhotos) }, null, 'too-many'],
] as const)('%s', async (_name, situation, round, refusal) => {
  expect(await taken(situation)).toMatchObject([{ round, refusal, user, seat }]);
});
