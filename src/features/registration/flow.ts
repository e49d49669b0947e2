import { z } from 'zod';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { CodeTry, FoundCode } from '../../core/claim-code.js';
import type { CodeId } from '../../core/ids.js';
import type { Seat, SeatId } from '../../core/seat.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import { type Answer, defineFlow, type Moment } from '../../flow/flow.js';
import { askText } from '../../flow/steps.js';
import { clean } from '../../read/normalise.js';
import { readPhone } from '../../read/phone.js';
import { readCode } from '../../read/seat-code.js';
import { areaTitle } from '../../say/area-title.js';
import { card, type Message, presses, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { RegistrationPorts } from './facts.js';

const words = th.registration;

const codeDraft = z.object({
  id: z.string().transform((s) => s as CodeId),
  grant: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('seat'), seat: z.string().transform((s) => s as SeatId) }),
    z.object({ kind: z.literal('office'), area: z.string().transform((s) => s as AreaCode) }),
  ]),
});
const draftSchema = z.object({
  /** What stood behind the word; never kept in a stored draft. */
  typed: z.string(),
  consentAt: z.number().nullable(),
  /** Which text was agreed to. */
  consentVersion: z.string(),
  code: codeDraft.nullable(),
  name: z.string(),
  phone: z.string().nullable(),
});
type Draft = z.output<typeof draftSchema>;
type StepName = 'consent' | 'code' | 'confirm' | 'name' | 'phone';

type Facts = {
  readonly areas: AreaBook;
  /** What became of a code typed just now. */
  readonly tried: CodeTry | 'misshapen' | null;
  /** The code of the draft, if it can still be used. */
  readonly found: FoundCode | null;
  readonly seat: Seat | null;
};

const contactButton = () => types(th.words.contact[0]);

/** Follow → consent → code → "is this you?" → done; an officer adds name and number. */
export const registration = defineFlow<RegistrationPorts, Draft, StepName, Facts>({
  id: 'registration',
  version: 2,
  about: words.about,
  blank: (typed, before) => ({
    typed,
    consentAt: before?.consentAt ?? null,
    consentVersion: words.consentVersion(),
    code: null,
    name: '',
    phone: null,
  }),
  parse(draft) {
    const read = draftSchema.parse(draft);
    // Agreeing to an older text is not agreeing to today's.
    const consentVersion = words.consentVersion();
    return read.consentVersion === consentVersion
      ? read
      : { ...read, consentVersion, consentAt: null };
  },

  async load(ports, { moment, draft, step, input }) {
    const spoken = step === 'code' && input.kind === 'text' ? input.text : '';
    const tried = await tryTyped(ports, moment, step === null ? draft.typed : spoken);
    const found = await foundCode(ports, moment, draft, tried);
    const seat = found?.grant.kind === 'seat' ? await ports.seat(found.grant.seat) : null;
    return { areas: ports.areas, tried, found, seat };
  },

  open(draft, facts, { actor }) {
    const known = actor.seat !== null || actor.offices.length > 0;
    if (known && draft.typed === '')
      return { refuse: [say(text(words.already(), [types(th.words.menu[0])]))] };
    const heard = hearCode(facts, draft, actor.seat !== null);
    if (heard.kind === 'no-more') return { refuse: [say(heard.message)] };
    // Somebody registered is not held in a conversation by a code that does not work.
    if (known && heard.kind === 'hint')
      return { refuse: [say(text(heard.hint, [contactButton()]))] };
    const opened: Draft = { ...draft, typed: '', code: heard.kind === 'found' ? heard.code : null };
    const remark = heard.kind === 'hint' ? { remark: heard.hint } : {};
    if (!actor.member && draft.consentAt === null)
      return { step: 'consent', draft: opened, ...remark };
    return heard.kind === 'found'
      ? { step: 'confirm', draft: opened }
      : { step: 'code', draft: opened, ...remark };
  },

  steps: {
    consent: {
      ask: (_draft, _facts, answer) =>
        card('panel', {
          tone: 'plain',
          title: words.consentTitle(),
          lines: words.consentLines().map((line) => ({ line })),
          rows: [],
          main: [{ action: presses(words.agree(), answer('agree')) }],
          others: [{ action: presses(words.refuse(), answer('refuse')) }],
        }),
      hear: (value, draft, _facts, moment) => {
        if (value === 'refuse' || value === words.refuse())
          return { ok: 'over', effects: refuse(moment) };
        if (value !== 'agree' && value !== words.agree())
          return { ok: false, hint: th.common.pressOne() };
        const agreed = { ...draft, consentAt: moment.at };
        return { ok: true, draft: agreed, next: draft.code ? 'confirm' : 'code' };
      },
    },
    code: {
      ask: () => text(words.askCode(), [contactButton(), types(th.words.cancel[0])]),
      hear: (_value, draft, facts, { actor }) => {
        const heard = hearCode(facts, draft, actor.seat !== null);
        if (heard.kind === 'found')
          return { ok: true, draft: { ...draft, code: heard.code }, next: 'confirm' };
        if (heard.kind === 'no-more') return { ok: 'over', effects: [say(heard.message)] };
        return { ok: false, hint: heard.kind === 'hint' ? heard.hint : words.codeShape() };
      },
    },
    confirm: {
      ask: (_draft, facts, answer) =>
        usable(facts)
          ? confirmCard(facts, answer)
          : text(words.codeRefused(), [contactButton(), types(th.words.cancel[0])]),
      hear: (value, draft, facts, { actor }) => {
        if (!actor.member && draft.consentAt === null) return { ok: true, draft, next: 'consent' };
        if (!usable(facts)) return backToCode(draft, words.codeRefused());
        if (value === 'no' || value === th.common.no()) return backToCode(draft, words.notMe());
        if (value !== 'yes' && value !== th.common.yes())
          return { ok: false, hint: th.common.pressOne() };
        return { ok: true, draft, next: draft.code?.grant.kind === 'office' ? 'name' : 'end' };
      },
    },
    name: askText({
      ask: words.askOfficerName,
      read: (words) => {
        const name = clean(words).replace(/\s+/g, ' ').trim();
        return /^[\p{L}\p{M}. ]{3,60}$/u.test(name) ? name : null;
      },
      hint: words.badOfficerName,
      keep: (name, draft) => ({ ok: true, draft: { ...draft, name }, next: 'phone' }),
    }),
    phone: {
      ask: (_draft, _facts, answer) =>
        text(words.askOfficerPhone(), [presses(words.skipPhone(), answer('skip'))]),
      hear: (value, draft, facts) => {
        if (!usable(facts)) return backToCode(draft, words.codeRefused());
        if (value === 'skip' || value === words.skipPhone())
          return { ok: true, draft: { ...draft, phone: null }, next: 'end' };
        const phone = value === null ? null : readPhone(value);
        return phone === null
          ? { ok: false, hint: words.badOfficerPhone() }
          : { ok: true, draft: { ...draft, phone }, next: 'end' };
      },
    },
  },

  end: (draft, facts, moment) => (draft.code ? claim(draft, draft.code, facts, moment) : []),
});

/** What becomes of a code typed just now; null when none was. */
async function tryTyped(
  ports: RegistrationPorts,
  { actor, event, now }: Moment,
  typed: string,
): Promise<Facts['tried']> {
  if (typed === '') return null;
  const code = readCode(typed);
  return code === null ? 'misshapen' : ports.tryCode({ user: actor.id, event, code, now });
}

/** The code that the conversation is about: the one typed just now, else the draft's, if it still works. */
async function foundCode(
  ports: RegistrationPorts,
  { now }: Moment,
  draft: Draft,
  tried: Facts['tried'],
): Promise<FoundCode | null> {
  if (tried === null) return draft.code && ports.findCode(draft.code.id, now);
  return tried !== 'misshapen' && tried.kind === 'found' ? tried.code : null;
}

/** Without consent not even the conversation so far is kept. */
const refuse = ({ actor, at }: Moment): readonly Effect[] => [
  write({ kind: 'member.erase', user: actor.id, at }),
  say(text(words.refused(), [types(words.begin())])),
];

type Heard =
  | { readonly kind: 'found'; readonly code: FoundCode }
  | { readonly kind: 'hint'; readonly hint: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'no-more'; readonly message: Message };

/** Wrong, used and expired codes get one and the same answer. */
function hearCode(facts: Facts, draft: Draft, hasSeat: boolean): Heard {
  if (facts.tried === null)
    return draft.code && facts.found ? { kind: 'found', code: facts.found } : { kind: 'nothing' };
  if (facts.tried === 'misshapen') return { kind: 'hint', hint: words.codeShape() };
  if (facts.tried.kind === 'too-many') return { kind: 'hint', hint: words.codeTooMany() };
  if (!facts.found || !usable(facts)) return { kind: 'hint', hint: words.codeRefused() };
  if (hasSeat && facts.found.grant.kind === 'seat')
    return { kind: 'no-more', message: text(words.alreadyOtherSeat(), [contactButton()]) };
  return { kind: 'found', code: facts.found };
}

const usable = (facts: Facts): boolean =>
  facts.found !== null &&
  (facts.found.grant.kind === 'office' || (facts.seat !== null && facts.seat.holder === null));

const backToCode = (draft: Draft, remark: string): Answer<Draft, StepName> => ({
  ok: true,
  draft: { ...draft, code: null },
  next: 'code',
  remark,
});

function confirmCard(facts: Facts, answer: (value: string) => string): Message {
  const grant = facts.found?.grant;
  const { seat } = facts;
  const rows = seat
    ? [
        ...(seat.rosterName ? [{ label: words.nameRow(), value: seat.rosterName }] : []),
        { label: words.seatRow(), value: String(seat.number) },
        { label: words.tambonRow(), value: areaTitle(facts.areas, seat.tambon) },
        ...(seat.village ? [{ label: words.villageRow(), value: seat.village }] : []),
      ]
    : grant?.kind === 'office'
      ? [{ label: words.tambonRow(), value: areaTitle(facts.areas, grant.area) }]
      : [];
  return card('panel', {
    tone: 'plain',
    title: seat ? words.confirmSeatTitle() : words.confirmOfficeTitle(),
    lines: [],
    rows,
    main: [{ action: presses(th.common.yes(), answer('yes')) }],
    others: [{ action: presses(th.common.no(), answer('no')) }],
  });
}

function claim(draft: Draft, code: FoundCode, facts: Facts, moment: Moment): readonly Effect[] {
  const { actor, at } = moment;
  const user = actor.id;
  const consent: readonly Effect[] =
    actor.member || draft.consentAt === null
      ? []
      : [
          write({
            kind: 'member.consent',
            user,
            version: draft.consentVersion,
            text: words.consentText(),
            at: draft.consentAt,
          }),
        ];
  const { grant } = code;
  const done = (line: string, area: AreaCode, word: string): Effect =>
    sayForSure(
      card('panel', {
        tone: 'good',
        title: words.doneTitle(),
        lines: [{ line }],
        rows: [{ label: words.tambonRow(), value: areaTitle(facts.areas, area) }],
        main: [{ action: types(word) }],
        others: [{ action: types(th.words.menu[0]) }],
      }),
    );
  if (grant.kind === 'seat')
    return [
      ...consent,
      write({ kind: 'seat.claim', seat: grant.seat, user, code: code.id, at }),
      note('seat.claimed', { seat: grant.seat }),
      done(words.doneSeat(), grant.seat.slice(0, 6) as AreaCode, th.words.report[0]),
    ];
  const { name, phone } = draft;
  return [
    ...consent,
    write({ kind: 'office.claim', user, area: grant.area, name, phone, code: code.id, at }),
    note('office.claimed', { area: grant.area }),
    done(words.doneOffice(), grant.area, th.words.missing[0]),
  ];
}
