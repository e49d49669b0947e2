import { bind, type Json } from './bind.js';
import { type CardName, cards } from './cards.js';
import { brokenLimits, limits } from './limits.js';
import type { Message } from './message.js';
import { lineAction, type Press } from './press.js';

/** A message as LINE takes it. */
export type LineMessage = { readonly [key: string]: Json };
export type Render = (message: Message) => LineMessage;
/** Templates by file name, as read from `flex-templates/`. */
export type Templates = Readonly<Record<string, Json>>;

const quickReply = (choices: readonly Press[] | undefined): { quickReply?: Json } =>
  choices && choices.length > 0
    ? {
        quickReply: {
          items: choices
            .slice(0, limits.quickReplies)
            .map((c) => ({ type: 'action', action: lineAction(c) })),
        },
      }
    : {};

/** Every field of the data, as the paths that `bind` reports. */
function* fieldsOf(data: Json, at = ''): Generator<string> {
  if (Array.isArray(data)) {
    const [first] = data;
    if (first !== undefined) yield* fieldsOf(first, at);
    return;
  }
  if (typeof data !== 'object' || data === null || 'type' in data) return;
  for (const [key, value] of Object.entries(data)) {
    yield at + key;
    yield* fieldsOf(value, `${at}${key}.`);
  }
}

/**
 * Makes the renderer, after rendering every card with its sample: an unknown placeholder, a field that
 * no template shows or a broken wire rule throws an Error with all findings, so the boot stops here.
 */
export function makeRenderer(templates: Templates): Render {
  const render: Render = (message) => {
    if (message.kind === 'text')
      return { type: 'text', text: message.text, ...quickReply(message.choices) };
    const def = cards[message.card];
    const template = templates[def.file];
    if (template === undefined) throw new Error(`flex-templates/${def.file} is missing`);
    const data = def.data.parse(message.data) as { [key: string]: Json };
    return {
      type: 'flex',
      altText: def.alt(message.data as never),
      contents: bind(template, data),
      ...quickReply(message.choices),
    };
  };
  const findings = Object.keys(cards).flatMap((name) => check(name as CardName, templates, render));
  if (findings.length > 0) throw new Error(`cards that do not work:\n${findings.join('\n')}`);
  return render;
}

function check(name: CardName, templates: Templates, render: Render): readonly string[] {
  const { file, data, sample } = cards[name];
  const about = `card ${name} (flex-templates/${file})`;
  try {
    const seen = new Set<string>();
    const parsed = data.parse(sample) as { [key: string]: Json };
    bind(templates[file] ?? null, parsed, (path) => seen.add(path));
    const message = render({ kind: 'card', card: name, data: sample } as Message);
    return [
      ...brokenLimits(message as Json),
      ...[...fieldsOf(parsed)].filter((f) => !seen.has(f)).map((f) => `'${f}' is never shown`),
    ].map((finding) => `${about}: ${finding}`);
  } catch (error) {
    return [`${about}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
