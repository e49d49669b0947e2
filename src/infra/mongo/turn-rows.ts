import type { DecidedTurn } from '../../bot/ports.js';
import { chatOf } from '../../core/inbound.js';
import type { Effect } from '../../flow/effect.js';
import type { Message } from '../../say/message.js';
import type { Render } from '../../say/render.js';
import { mostMessages } from '../outbox/riders.js';
import { pushRow, replyRow } from '../outbox/rows.js';
import type { OutboxRow } from './rows.js';

/** The lease under which a turn's event is handled, and how to reply to it. */
export type TurnLease = {
  readonly owner: string;
  readonly replyToken: string | null;
};

/** The messages a turn says and tells, as rows of the outbox. */
export function rowsOf(
  { render, now }: { readonly render: Render; readonly now: () => number },
  { arrival, effects }: DecidedTurn,
  { owner, replyToken }: TurnLease,
): readonly OutboxRow[] {
  const said = effects.flatMap((e) => (e.do === 'say' ? [e] : []));
  const all = said.flatMap((e): readonly Message[] => e.messages);
  // The last one is the question, so what there is too much of is left out before it.
  const messages = [...all.slice(0, -1).slice(0, mostMessages - 1), ...all.slice(-1)];
  // A push to a group costs a message for each member, and a group is never told anything that matters.
  const matters = said.some((e) => e.matters) && !('group' in arrival);
  const reply =
    messages.length > 0
      ? [
          replyRow({
            event: arrival.id,
            to: chatOf(arrival),
            replyToken,
            messages: messages.map(render),
            matters,
            owner,
            now: now(),
          }),
        ]
      : [];
  const told = effects.flatMap((e: Effect) =>
    e.do === 'tell' ? [pushRow({ ...e, messages: e.messages.map(render), now: now() })] : [],
  );
  const rows = [...reply.flatMap((row) => (row ? [row] : [])), ...told];
  // Two effects with one key are one message.
  return [...new Map(rows.map((row) => [row._id, row])).values()];
}
