import type { Actor } from '../core/actor.js';
import type { EventId } from '../core/ids.js';
import { flowData, type Inbound } from '../core/inbound.js';
import type { Instant } from '../core/time.js';
import { type Message, text } from '../say/message.js';
import { th } from '../say/th/catalogue.js';
import { type Effect, say } from './effect.js';
import type { Talk } from './talk.js';

/** Who is speaking and when. `at` is LINE's time of the event, the one that counts for deadlines. */
export type Moment = {
  readonly actor: Actor;
  readonly event: EventId;
  readonly at: Instant;
  readonly now: Instant;
};

/** What `load` may look at to know which facts a decision needs. */
export type Question<D> = {
  readonly moment: Moment;
  readonly draft: D;
  readonly step: string | null;
  readonly input: Inbound;
};

/** Makes the data of a button that answers the step being asked. */
export type Answering = (value: string) => string;

export type Answer<D, S extends string> =
  /** Understood: on to `next`; `remark` is said before its question. */
  | { readonly ok: true; readonly draft: D; readonly next: S | 'end'; readonly remark?: string }
  /** Not understood: one plain sentence; the question's own buttons come with it. */
  | { readonly ok: false; readonly hint: string }
  /** The conversation cannot go on: it ends with these effects. */
  | { readonly ok: 'over'; readonly effects: readonly Effect[] };

export type Step<D, S extends string, F> = {
  /** Whatever is typed here is meant as it is: only a menu word by itself leads elsewhere. */
  readonly freeText?: true;
  /** Shown before the question, e.g. the very card that is to be sent. */
  readonly show?: (draft: D, facts: F) => readonly Message[];
  readonly ask: (draft: D, facts: F, answer: Answering) => Message;
  /** `value` is the words typed, or the value of the button pressed; null for anything else. */
  readonly hear: (value: string | null, draft: D, facts: F, moment: Moment) => Answer<D, S>;
};

export type Opening<D, S extends string> =
  | { readonly step: S; readonly draft: D; readonly remark?: string }
  | { readonly refuse: readonly Effect[] };

/** A conversation with named steps over a small typed draft. `P` is what it needs of the world. */
export type Flow<P, D, S extends string, F> = {
  readonly id: string;
  /** Raised when steps or draft change shape: older conversations begin again politely. */
  readonly version: number;
  /** What it is called in "you were still doing …". */
  readonly about: () => string;
  /** The first draft; `before` is that of the same conversation when it is begun anew. */
  readonly blank: (args: string, before: D | null) => D;
  readonly parse: (draft: unknown) => D;
  readonly load: (ports: P, question: Question<D>) => Promise<F>;
  readonly open: (draft: D, facts: F, moment: Moment) => Opening<D, S>;
  readonly steps: { readonly [K in S]: Step<D, S, F> };
  readonly end: (draft: D, facts: F, moment: Moment) => readonly Effect[];
  /** The round it is about: pictures sent meanwhile are of that one. */
  readonly roundOf?: (draft: D) => string | null;
};

export type Advance = {
  readonly talk: Talk | null;
  readonly effects: readonly Effect[];
};

/** How a conversation starts: its buttons' token, what stood behind the word, and what it replaces. */
export type Beginning = {
  readonly token: string;
  readonly args: string;
  readonly before: Talk | null;
};

/** A flow whose draft and facts nobody else needs to know. Each call loads, then decides. */
export type AnyFlow<P> = {
  readonly id: string;
  readonly about: () => string;
  /** Whether this step takes whatever is typed. */
  isFreeText(step: string): boolean;
  begin(ports: P, moment: Moment, beginning: Beginning): Promise<Advance>;
  advance(ports: P, moment: Moment, talk: Talk, input: Inbound): Promise<Advance>;
  /** Asks the open question again, after `remark`. */
  askAgain(ports: P, moment: Moment, talk: Talk, remark?: string): Promise<Advance>;
  /** The round this conversation is about, when it is about one. */
  roundOf(talk: Talk): string | null;
};

/** The words typed, or the value of the button pressed; null for anything else. */
export const saidIn = (input: Inbound): string | null => {
  if (input.kind === 'text') return input.text;
  return input.kind === 'tap' && input.tap.kind === 'flow' ? input.tap.value : null;
};

export function defineFlow<P, D, S extends string, F>(flow: Flow<P, D, S, F>): AnyFlow<P> {
  const isStep = (step: string): step is S => Object.hasOwn(flow.steps, step);

  const ask = (talk: Talk & { step: S }, draft: D, facts: F, remark?: string): Effect => {
    const answer: Answering = (value) => flowData(talk.token, talk.step, value);
    const step = flow.steps[talk.step];
    const remarks = remark === undefined ? [] : [text(remark)];
    return say(...remarks, ...(step.show?.(draft, facts) ?? []), step.ask(draft, facts, answer));
  };

  const moveTo = (
    step: S,
    draft: D,
    facts: F,
    about: { token: string; at: Instant; remark?: string | undefined },
  ): Advance => {
    const talk = {
      flow: flow.id,
      version: flow.version,
      step,
      draft,
      token: about.token,
      at: about.at,
    };
    return { talk, effects: [ask(talk, draft, facts, about.remark)] };
  };

  const begin: AnyFlow<P>['begin'] = async (ports, moment, { token, args, before }) => {
    const known = before?.flow === flow.id && before.version === flow.version;
    const draft = flow.blank(args, known ? flow.parse(before.draft) : null);
    const input: Inbound = { kind: 'text', text: args };
    const facts = await flow.load(ports, { moment, draft, step: null, input });
    const opening = flow.open(draft, facts, moment);
    if ('refuse' in opening) return { talk: null, effects: opening.refuse };
    const { step, remark } = opening;
    return moveTo(step, opening.draft, facts, { token, at: moment.now, remark });
  };

  /** The conversation as this version of the flow knows it, or a polite new beginning. */
  const resume = async (
    ports: P,
    moment: Moment,
    talk: Talk,
    input: Inbound,
    go: (step: S, draft: D, facts: F) => Advance,
  ): Promise<Advance> => {
    const { step } = talk;
    if (talk.version !== flow.version || !isStep(step)) {
      const anew = await begin(ports, moment, { token: talk.token, args: '', before: null });
      return { ...anew, effects: [say(text(th.common.beganAnew())), ...anew.effects] };
    }
    const draft = flow.parse(talk.draft);
    return go(step, draft, await flow.load(ports, { moment, draft, step, input }));
  };

  return {
    id: flow.id,
    about: flow.about,
    isFreeText: (step) => isStep(step) && flow.steps[step].freeText === true,
    begin,
    advance: (ports, moment, talk, input) =>
      resume(ports, moment, talk, input, (step, draft, facts) => {
        const here = { ...talk, step };
        if (
          input.kind === 'tap' &&
          input.tap.kind === 'flow' &&
          (input.tap.token !== talk.token || input.tap.step !== step)
        )
          return { talk, effects: [ask(here, draft, facts, th.common.staleButton())] };
        const answer = flow.steps[step].hear(saidIn(input), draft, facts, moment);
        if (answer.ok === 'over') return { talk: null, effects: answer.effects };
        if (!answer.ok) {
          const question = flow.steps[step].ask(draft, facts, (v) => flowData(talk.token, step, v));
          const hint =
            question.kind === 'card'
              ? say(text(answer.hint), question)
              : say(text(answer.hint, question.choices));
          return { talk: { ...talk, at: moment.now }, effects: [hint] };
        }
        if (answer.next === 'end')
          return { talk: null, effects: flow.end(answer.draft, facts, moment) };
        const { token } = talk;
        return moveTo(answer.next, answer.draft, facts, {
          token,
          at: moment.now,
          remark: answer.remark,
        });
      }),
    askAgain: (ports, moment, talk, remark) =>
      resume(ports, moment, talk, { kind: 'other', type: 'resume' }, (step, draft, facts) => ({
        talk: { ...talk, at: moment.now },
        effects: [ask({ ...talk, step }, draft, facts, remark)],
      })),
    roundOf: (talk) =>
      talk.version === flow.version ? (flow.roundOf?.(flow.parse(talk.draft)) ?? null) : null,
  };
}
