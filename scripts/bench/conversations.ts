import { setTimeout as wait } from 'node:timers/promises';
import type { House } from './house.js';

type Json = Readonly<Record<string, unknown>>;
type Action = Json & { readonly type: string };
/** What somebody does next: says words, or presses a button of the last answer. */
export type Step = { readonly say: string } | { readonly tap: string };
export type Talk = { readonly person: string; readonly steps: readonly Step[] };

export type Heard = {
  /** Milliseconds until the webhook was answered, and until LINE had the reply; sorted. */
  readonly acknowledged: readonly number[];
  readonly answered: readonly number[];
  readonly events: number;
  /** Events that got no answer, and answers too many. */
  readonly lost: number;
  readonly doubled: number;
};

/** People read before they go on. */
const thinkMs = 250;
const patienceMs = 15_000;
const lookEveryMs = 4;

function buttonIn(value: unknown, label: string): Action | null {
  if (Array.isArray(value)) {
    for (const each of value) {
      const found = buttonIn(each, label);
      if (found) return found;
    }
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { action } = value as { action?: Action };
  if (action?.label === label) return action;
  return buttonIn(Object.values(value), label);
}

/** Plays talks, so many events a second however slow the answers come. */
export async function converse(
  { simulator, now }: House,
  p: { readonly talks: readonly Talk[]; readonly perSecond: number },
): Promise<Heard> {
  const acknowledged: number[] = [];
  const answered: number[] = [];
  const waiting = new Map<string, (at: number) => void>();
  const people = new Set(p.talks.map((talk) => talk.person));
  let looked = simulator.sent.length;
  let answers = 0;
  const look = (): void => {
    for (; looked < simulator.sent.length; looked += 1) {
      const { deliveredTo, at } = simulator.sent[looked] ?? { deliveredTo: [], at: 0 };
      for (const person of deliveredTo) {
        if (!people.has(person)) continue;
        answers += 1;
        waiting.get(person)?.(at);
      }
    }
  };
  const timer = setInterval(look, lookEveryMs);
  let events = 0;

  const act = async (person: string, step: Step): Promise<boolean> => {
    const began = now();
    const answer = new Promise<number | null>((resolve) => {
      waiting.set(person, resolve);
      setTimeout(() => resolve(null), patienceMs).unref();
    });
    const last = simulator.chat(person).findLast((entry) => entry.from === 'bot')?.message;
    const button = 'tap' in step ? buttonIn(last, step.tap) : null;
    if ('tap' in step && !button) throw new Error(`there is no button ${step.tap}`);
    events += 1;
    const delivery = await (button
      ? simulator.taps(person, button)
      : simulator.says(person, 'say' in step ? step.say : ''));
    if (delivery.status === 200) acknowledged.push(now() - began);
    const at = await answer;
    waiting.delete(person);
    if (at === null) return false;
    answered.push(at - began);
    return true;
  };
  let lost = 0;
  const play = async ({ person, steps }: Talk): Promise<void> => {
    for (const step of steps) {
      if (!(await act(person, step))) {
        lost += 1;
        return;
      }
      await wait(thinkMs);
    }
  };

  const steps = p.talks.reduce((sum, talk) => sum + talk.steps.length, 0);
  const everyMs = (1_000 * steps) / p.talks.length / p.perSecond;
  const began = performance.now();
  const playing: Promise<void>[] = [];
  for (const [n, talk] of p.talks.entries()) {
    const early = began + n * everyMs - performance.now();
    if (early > 1) await wait(early);
    playing.push(play(talk));
  }
  await Promise.all(playing);
  clearInterval(timer);
  look();
  const byTime = (a: number, b: number): number => a - b;
  return {
    acknowledged: acknowledged.sort(byTime),
    answered: answered.sort(byTime),
    events,
    lost,
    doubled: Math.max(0, answers - events),
  };
}
