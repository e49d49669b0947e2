import { randomUUID } from 'node:crypto';
import type { CommitOutcome, DecidedTurn } from '../../bot/ports.js';
import { chatOf } from '../../core/inbound.js';
import type { Effect } from '../../flow/effect.js';
import type { Message } from '../../say/message.js';
import type { Render } from '../../say/render.js';
import { planRow } from '../outbox/plan-rows.js';
import { mostMessages, withRiders } from '../outbox/riders.js';
import { pushRow, replyRow } from '../outbox/rows.js';
import type { Secrets } from '../secrets.js';
import { applyWrite } from './apply-write.js';
import type { Database } from './database.js';
import { isConflict, isDuplicate, isUnknownCommit } from './errors.js';
import type { OutboxRow } from './rows.js';
import { moveSession } from './sessions.js';

/** The lease under which this turn's event is handled, and how to reply to it. */
export type TurnLease = {
  readonly owner: string;
  readonly replyToken: string | null;
};

export type CommitResult = { readonly outcome: CommitOutcome; readonly rows: readonly OutboxRow[] };

/**
 * Makes a decided turn true: the event done, the session moved, the facts written, the messages in the
 * outbox, all in one transaction. Nothing that many people share is written here, or the last evening
 * would become a storm of conflicts.
 */
export async function commitTurn(
  world: { database: Database; secrets: Secrets; render: Render; now: () => number },
  turn: DecidedTurn,
  lease: TurnLease,
): Promise<CommitResult> {
  const tx = await world.database.connection.startSession();
  try {
    tx.startTransaction({ writeConcern: { w: 'majority' } });
    const result = await write(world, turn, lease, tx);
    if (result.outcome === 'done') await commitSurely(tx);
    else await tx.abortTransaction();
    return result;
  } catch (error) {
    if (tx.inTransaction()) await tx.abortTransaction();
    // A lost race on a unique key and a write conflict both leave nothing behind.
    if (isConflict(error) || isDuplicate(error)) return { outcome: 'again', rows: [] };
    throw error;
  } finally {
    await tx.endSession();
  }
}

type Tx = Awaited<ReturnType<Database['connection']['startSession']>>;

/** A commit whose answer was lost is asked again: the database remembers what it committed. */
async function commitSurely(tx: Tx): Promise<void> {
  try {
    await tx.commitTransaction();
  } catch (error) {
    if (!isUnknownCommit(error)) throw error;
    await tx.commitTransaction();
  }
}

async function write(
  world: Parameters<typeof commitTurn>[0],
  turn: DecidedTurn,
  lease: TurnLease,
  tx: Tx,
): Promise<CommitResult> {
  const { secrets, render, now } = world;
  const { models } = world.database;
  const again = { outcome: 'again', rows: [] } as const;
  const { arrival, effects } = turn;
  const user = arrival.from;
  const done = await models.inbox.updateOne(
    { _id: arrival.id, state: 'leased', 'lease.owner': lease.owner },
    {
      $set: {
        state: 'done',
        lease: null,
        event: null,
        doneAt: now(),
        ...(turn.isErased && user !== null && { person: secrets.pseudonym(user) }),
      },
    },
    { session: tx },
  );
  if (done.matchedCount === 0) return { outcome: 'duplicate', rows: [] };
  if (turn.session !== null && user !== null) {
    const at = arrival.at;
    if (!(await moveSession(models, { user, rev: turn.rev, session: turn.session, at }, tx)))
      return again;
  }
  const context = { models, secrets, tx, replyToken: lease.replyToken, now: now() };
  for (const effect of effects)
    if (effect.do === 'write' && !(await applyWrite(context, effect.write))) return again;
  const rows = await withRiders(models, rowsOf(world, turn, lease), tx);
  await insertRows(models, rows, tx);
  const plans = effects.flatMap((effect) =>
    effect.do === 'plan' ? [planRow(effect.plan, [render(effect.plan.message)], now())] : [],
  );
  if (plans.length > 0) await models.plans.insertMany(plans, { session: tx });
  const notes = effects.flatMap((effect) =>
    effect.do === 'note'
      ? [
          {
            _id: randomUUID(),
            at: now(),
            who: user === null ? 'group' : secrets.pseudonym(user),
            event: effect.event,
            about: effect.about,
          },
        ]
      : [],
  );
  if (notes.length > 0) await models.audit.insertMany(notes, { session: tx });
  return { outcome: 'done', rows };
}

/** What was told before under the same key stays told once. */
async function insertRows(
  { outbox }: Database['models'],
  rows: readonly OutboxRow[],
  tx: Tx,
): Promise<void> {
  const pushes = rows.filter((row) => row.kind === 'push').map((row) => row._id);
  const told =
    pushes.length > 0
      ? await outbox.find({ _id: { $in: pushes } }, { _id: 1 }, { session: tx }).lean()
      : [];
  const fresh = rows.filter((row) => !told.some((t) => t._id === row._id));
  if (fresh.length > 0) await outbox.insertMany(fresh, { session: tx });
}

function rowsOf(
  { render, now }: Parameters<typeof commitTurn>[0],
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
