import type { ClientSession } from 'mongoose';
import type { Models } from '../mongo/models.js';
import type { OutboxRow } from '../mongo/rows.js';

/** LINE takes at most five messages a call. */
export const mostMessages = 5;

/**
 * The rows with their reply carrying what LINE refused to push to this person because the month's
 * messages are used up: replies are free. The oldest ride first and in front, as many as fit; the
 * transaction that sends the reply takes them off their own rows, so that nobody gets them twice.
 */
export async function withRiders(
  { outbox }: Models,
  rows: readonly OutboxRow[],
  tx: ClientSession,
): Promise<readonly OutboxRow[]> {
  const reply = rows.find((row) => row.kind === 'reply');
  const said = reply?.messages ?? [];
  if (!reply || said.length >= mostMessages) return rows;
  const waiting = await outbox
    // What LINE may have accepted after all has perhaps arrived: it stays with its own key.
    .find({ to: reply.to, state: 'pending', outcome: 'quota-reached', firstAttemptAt: null })
    .sort({ createdAt: 1 })
    .session(tx)
    .lean();
  const riding: NonNullable<OutboxRow['messages']>[number][] = [];
  for (const row of waiting) {
    const messages = row.messages ?? [];
    if (row.until < reply.createdAt || row.lane !== 'interactive') continue;
    const room = mostMessages - said.length - riding.length;
    // What fits beside no reply goes in parts; else what belongs together stays together.
    const some = messages.length < mostMessages ? messages : messages.slice(0, room);
    if (some.length > room || room === 0) continue;
    const rest = messages.slice(some.length);
    const taken = await outbox.updateOne(
      { _id: row._id, state: 'pending' },
      {
        $set:
          rest.length > 0
            ? { messages: rest }
            : { state: 'sent', to: null, messages: null, outcome: 'with-reply' },
      },
      { session: tx },
    );
    if (taken.matchedCount === 1) riding.push(...some);
  }
  if (riding.length === 0) return rows;
  // They mattered enough to be pushed, so now the reply does.
  const full = { ...reply, messages: [...riding, ...said], matters: true };
  return rows.map((row) => (row === reply ? full : row));
}
