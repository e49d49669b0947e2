import type { AreaCode } from '../../core/area.js';
import type { FoundCode } from '../../core/claim-code.js';
import type { Inbound } from '../../core/inbound.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import { type Answer, defineFlow, type Moment } from '../../flow/flow.js';
import { askText, isChosen } from '../../flow/steps.js';
import { readOfficerName } from '../../read/person-name.js';
import { readPhone } from '../../read/phone.js';
import { readCode } from '../../read/seat-code.js';
import { matchWord } from '../../read/word.js';
import { areaTitle } from '../../say/area-title.js';
import { card, type Message, presses, text, types } from '../../say/message.js';
import type { Press } from '../../say/press.js';
import { th } from '../../say/th/catalogue.js';
import { blankDraft, type Draft, type Facts, readDraft, type StepName } from './draft.js';
import type { RegistrationPorts } from './facts.js';
import { loadRequest } from './load-request.js';
import { endOwnRequest, waitingCard } from './own-request.js';
import { toList } from './request-card.js';
import { requestSteps, whyNotNow } from './request-steps.js';
import { sendRequest } from './send-request.js';

const words = th.registration;

const contactButton = () => types(th.words.contact[0]);

const noCodeValue = 'no-code';

/**
 * Follow → consent → code → "is this you?" → done; an officer adds name and number. Without a code:
 * tambon → own name → a request that an officer decides.
 */
export const registration = defineFlow<RegistrationPorts, Draft, StepName, Facts>({
  id: 'registration',
  version: 3,
  about: words.about,
  blank: blankDraft,
  parse: readDraft,

  async load(ports, { moment, draft, step, input }) {
    const typed = step === null ? draft.typed : spokenCode(step, input);
    const tried = await tryTyped(ports, moment, typed);
    const found = await foundCode(ports, moment, draft, tried);
    const seat = found?.grant.kind === 'seat' ? await ports.seat(found.grant.seat) : null;
    const asked = await loadRequest(ports, { moment, draft, step, input });
    return { areas: ports.areas, tried, found, seat, ...asked };
  },

  open(draft, facts, { actor }) {
    const known = actor.seat !== null || actor.offices.length > 0;
    if (known && draft.typed === '')
      return { refuse: [say(text(words.already(), [types(th.words.menu[0])]))] };
    if (facts.waiting && draft.typed === '')
      return { refuse: [say(waitingCard(facts.areas, facts.waiting))] };
    const heard = hearCode(facts, draft, actor.seat !== null);
    if (heard.kind === 'no-more') return { refuse: [say(heard.message)] };
    // Nobody is asked for a code right after being told to wait, and somebody registered is not held in a
    // conversation by one that does not work.
    const mustWait = facts.tried !== 'misshapen' && facts.tried?.kind === 'too-many';
    if (heard.kind === 'hint' && (known || mustWait))
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
      hear: (value, draft, facts, moment) => {
        // They agreed on another card since this one was drawn: a press here takes nothing away.
        if (moment.actor.member)
          return { ok: 'over', effects: [say(text(words.already(), [types(th.words.menu[0])]))] };
        const heard = hearCode(facts, draft, false);
        if (facts.tried && heard.kind === 'found')
          return {
            ok: true,
            draft: { ...draft, code: heard.code },
            next: 'consent',
            remark: words.codeKept(),
          };
        if (heard.kind === 'hint') return { ok: false, hint: heard.hint };
        if (isChosen(value, 'refuse', words.refuse()))
          return { ok: 'over', effects: refuse(moment) };
        if (!isChosen(value, 'agree', words.agree()))
          return { ok: false, hint: th.common.pressOne() };
        const agreed = { ...draft, consentAt: moment.at };
        if (draft.code) return { ok: true, draft: agreed, next: 'confirm' };
        return { ok: true, draft: agreed, next: draft.tambon && draft.name ? 'check' : 'code' };
      },
    },
    code: {
      ask: (_draft, _facts, answer) =>
        text(words.askCode(), [
          presses(th.joining.noCode(), answer(noCodeValue)),
          contactButton(),
          types(th.words.cancel[0]),
        ]),
      hear: (value, draft, facts, { actor }) => {
        if (value !== null && saysNoCode(value))
          return (
            whyNotNow(facts, actor) ?? { ok: true, draft: { ...draft, code: null }, next: 'tambon' }
          );
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
        // An officer may have given them a seat while this question stood.
        if (facts.seat && actor.seat)
          return { ok: 'over', effects: [say(text(words.alreadyOtherSeat(), [contactButton()]))] };
        if (isChosen(value, 'no', th.common.no())) return backToCode(draft, words.notMe());
        if (!isChosen(value, 'yes', th.common.yes()))
          return { ok: false, hint: th.common.pressOne() };
        return { ok: true, draft, next: draft.code?.grant.kind === 'office' ? 'name' : 'end' };
      },
    },
    name: askText({
      ask: words.askOfficerName,
      read: readOfficerName,
      hint: words.badOfficerName,
      keep: (name, draft) => ({ ok: true, draft: { ...draft, name }, next: 'phone' }),
    }),
    phone: {
      ask: (_draft, _facts, answer) =>
        text(words.askOfficerPhone(), [presses(words.skipPhone(), answer('skip'))]),
      hear: (value, draft, facts) => {
        if (!usable(facts)) return backToCode(draft, words.codeRefused());
        if (isChosen(value, 'skip', words.skipPhone()))
          return { ok: true, draft: { ...draft, phone: null }, next: 'end' };
        const phone = value === null ? null : readPhone(value);
        return phone === null
          ? { ok: false, hint: words.badOfficerPhone() }
          : { ok: true, draft: { ...draft, phone }, next: 'end' };
      },
    },
    ...requestSteps,
  },

  end: (draft, facts, moment) =>
    draft.code ? claim(draft, draft.code, facts, moment) : sendRequest(draft, facts, moment),
});

const saysNoCode = (value: string): boolean =>
  value === noCodeValue || matchWord(value, th.words.noCode)?.rest === '';

/** The words meant as a code: whatever answers its question, and beside the consent only what can be one. */
function spokenCode(step: string, input: Inbound): string {
  if (input.kind !== 'text') return '';
  return step === 'code' || (step === 'consent' && readCode(input.text) !== null) ? input.text : '';
}

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
  const done = (line: string, area: AreaCode, word: string, also: readonly Press[] = []): Effect =>
    sayForSure(
      card('panel', {
        tone: 'good',
        title: words.doneTitle(),
        lines: [{ line }],
        rows: [{ label: words.tambonRow(), value: areaTitle(facts.areas, area) }],
        main: [{ action: types(word) }],
        others: [...also, types(th.words.menu[0])].map((action) => ({ action })),
      }),
    );
  if (grant.kind === 'seat')
    return [
      ...consent,
      ...(facts.waiting ? endOwnRequest(facts.waiting, moment) : []),
      write({ kind: 'seat.claim', seat: grant.seat, user, code: code.id, at }),
      note('seat.claimed', { seat: grant.seat }),
      done(words.doneSeat(), grant.seat.slice(0, 6) as AreaCode, th.words.report[0]),
    ];
  const { name, phone } = draft;
  return [
    ...consent,
    write({ kind: 'office.claim', user, area: grant.area, name, phone, code: code.id, at }),
    note('office.claimed', { area: grant.area }),
    // Some may have asked before there was anybody to decide.
    done(words.doneOffice(), grant.area, th.words.missing[0], [toList()]),
  ];
}
