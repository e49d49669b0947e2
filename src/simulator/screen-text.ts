import type { ChatEntry } from './chats.js';
import { isRecord } from './check.js';

type Json = Readonly<Record<string, unknown>>;

/** A button with the number it calls, so that a reader sees who sees whose. */
const buttonOf = (action: Json): string => {
  const number = /^tel:(.*)$/.exec(String(action.uri ?? ''))?.[1];
  return `(${[action.label, number].filter((part) => part !== undefined).join(' ')})`;
};

function partsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (!isRecord(node)) return [];
  const own = [
    ...(node.type === 'text' ? [String(node.text)] : []),
    ...(node.type === 'image' ? ['<picture>'] : []),
  ];
  const action = isRecord(node.action) ? [buttonOf(node.action)] : [];
  const inside = ['header', 'hero', 'body', 'footer', 'contents'].flatMap((k) => partsOf(node[k]));
  return [...own, ...inside, ...action];
}

/** A message in one line, as somebody would read it aloud: words, (buttons), {quick replies}. */
export function readAloud(message: Json): string {
  const quick = isRecord(message.quickReply) ? message.quickReply.items : [];
  const replies = (Array.isArray(quick) ? quick : []).map((item) =>
    isRecord(item) && isRecord(item.action) ? `{${String(item.action.label)}}` : '',
  );
  const body =
    message.type === 'flex'
      ? `[${partsOf(message.contents).join(' · ')}]`
      : String(message.text ?? message.type);
  return [body, ...replies].join(' ').replace(/\n+/g, ' ⏎ ');
}

/** A chat as plain text, a line an entry: `bot: …`, or the person's user id. */
export function screenText(entries: readonly ChatEntry[]): string {
  const lines = entries.map(({ from, by, message, action, unsent, delivery }) => {
    const deed = action === undefined ? [] : [`<${action.type}>`];
    const words = message === undefined ? [] : [unsent ? '(unsent)' : readAloud(message)];
    const isLost = delivery !== undefined && delivery.status !== 200;
    const lost = isLost ? [`!! webhook: ${delivery.failure ?? delivery.status}`] : [];
    return [from === 'bot' ? 'bot:' : `${by}:`, ...deed, ...words, ...lost].join(' ');
  });
  return lines.map((line) => `${line}\n`).join('');
}
