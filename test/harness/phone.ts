import { createHash } from 'node:crypto';
import type { UserId } from '../../src/core/ids.js';
import type { Simulator } from '../../src/simulator/start-simulator.js';

type Json = Readonly<Record<string, unknown>>;
type Shown = ReturnType<Simulator['chat']>[number];

/** The LINE user id of a made-up person: always the same for the same name. */
export const userIdOf = (name: string): UserId =>
  `U${createHash('md5').update(name).digest('hex')}` as UserId;

const isObject = (v: unknown): v is Json =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

function* walk(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const v of value) yield* walk(v);
  else if (isObject(value)) {
    yield value;
    for (const v of Object.values(value)) yield* walk(v);
  }
}

/** Every button of a message, quick replies last, as LINE's action objects. */
const actionsOf = (message: unknown): readonly Json[] =>
  [...walk(message)].map((o) => o['action']).filter(isObject);

function partsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (!isObject(node)) return [];
  const own =
    node['type'] === 'text' ? [String(node['text'])] : node['type'] === 'button' ? [] : [];
  const action = isObject(node['action']) ? [`(${String(node['action']['label'])})`] : [];
  const inside = ['header', 'hero', 'body', 'footer', 'contents'].flatMap((k) => partsOf(node[k]));
  return [...own, ...inside, ...action];
}

/** A message in one line, as somebody would read it aloud: words, (buttons), {quick replies}. */
export function readAloud(message: Json): string {
  const quick = isObject(message['quickReply']) ? (message['quickReply']['items'] as Json[]) : [];
  const replies = quick.map((i) =>
    isObject(i['action']) ? `{${String(i['action']['label'])}}` : '',
  );
  const body =
    message['type'] === 'flex'
      ? `[${partsOf(message['contents']).join(' · ')}]`
      : String(message['text'] ?? message['type']);
  return [body, ...replies].join(' ').replace(/\n+/g, ' ⏎ ');
}

/** One person holding one phone: can only press what is, or once was, on its screen. */
export type Phone = {
  readonly id: UserId;
  /** Messages of the bot that came since the last look. */
  news(): readonly Json[];
  /** The newest button with this label; throws, naming what is there. */
  button(label: string): Json & { readonly type: string };
};

export function makePhone(simulator: Simulator, name: string): Phone {
  const id = userIdOf(name);
  simulator.person(id, name);
  let looked = 0;
  const fromBot = (): readonly Shown[] => simulator.chat(id).filter((e) => e.from === 'bot');
  return {
    id,
    news() {
      const all = fromBot();
      const fresh = all.slice(looked);
      looked = all.length;
      return fresh.flatMap((e) => (e.message ? [e.message] : []));
    },
    button(label) {
      const all = fromBot().flatMap((e) => actionsOf(e.message));
      const found = all.findLast((a) => a['label'] === label);
      if (!found || typeof found['type'] !== 'string') {
        const there = [...new Set(all.map((a) => String(a['label'])))].join(', ');
        throw new Error(`${name} has no button '${label}'; there are: ${there}`);
      }
      return { ...found, type: found['type'] };
    },
  };
}
