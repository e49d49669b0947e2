import { randomUUID } from 'node:crypto';
import type { CommitOutcome, DecidedTurn } from '../../bot/ports.js';
import type { Render } from '../../say/render.js';
import { planRow } from '../outbox/plan-rows.js';
import { withRiders } from '../outbox/riders.js';
import type { Secrets } from '../secrets.js';
import { applyWrite } from './apply-write.js';
import type { Database } from './database.js';
import { isConflict, isDuplicate, isPassing, isUnknownCommit } from './errors.js';
import { gather } from './gather.js';
import { versioned } from './models.js';
import type { OutboxRow } from './rows.js';
import { moveSessions } from './sessions.js';
import { rowsOf, type TurnLease } from './turn-rows.js';

export type CommitResult = { readonly outcome: CommitOutcome; readonly rows: readonly OutboxRow[] };

export type CommitWorld = {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly render: Render;
  /** Whether anybody has something waiting that a reply could carry. */
  readonly mayRide: () => Promise<boolean>;
  readonly now: () => number;
};

type Decided = { readonly turn: DecidedTurn; readonly lease: TurnLease };

/**
 * Makes decided turns true: the event done, the session moved, the facts written, the messages in the
 * outbox, all or nothing of each. Turns that end while others are being committed share the next
 * transaction; where one of them meets somebody else's change, each gets a transaction of its own, so that
 * nobody suffers from whom they happened to meet. Nothing that many people share is written here, or the
 * last evening would become a storm of conflicts.
 */
export function turnCommitter(
  world: CommitWorld,
): (turn: DecidedTurn, lease: TurnLease) => Promise<CommitResult> {
  type Answer = PromiseSettledResult<CommitResult>;
  type Waiting = Decided & { answer?: Answer | undefined };
  const commitTogether = gather(async (waiting: readonly Waiting[]) => {
    const results = await commitGroup(world, waiting);
    if (results) {
      for (const [i, each] of waiting.entries())
        each.answer = { status: 'fulfilled', value: results[i] as CommitResult };
      return;
    }
    let failed: Answer | undefined;
    for (const each of waiting) {
      if (!failed) [each.answer] = await Promise.allSettled([commitAlone(world, each)]);
      each.answer ??= failed;
      // The database is away: nobody waits for that again and again.
      if (each.answer?.status === 'rejected' && isPassing(each.answer.reason)) failed = each.answer;
    }
  });
  return async (turn, lease) => {
    const waiting: Waiting = { turn, lease };
    await commitTogether(waiting);
    if (waiting.answer?.status !== 'fulfilled') throw waiting.answer?.reason;
    return waiting.answer.value;
  };
}

/** Null when not all of them could become true together. Throws when the database could not be asked. */
async function commitGroup(
  world: CommitWorld,
  group: readonly Decided[],
): Promise<readonly CommitResult[] | null> {
  if (group.length === 1 || group.some(erases)) return null;
  try {
    const written = await inTransaction(world, group);
    return written === 'contested' || written === 'handled' ? null : written;
  } catch (error) {
    // What is wrong with one of them is no fault of the others.
    if (isConflict(error) || !isPassing(error)) return null;
    throw error;
  }
}

/** Whoever is erased leaves nothing: what another turn tells them must come before or after as a whole. */
const erases = ({ turn }: Decided): boolean =>
  turn.effects.some((e) => e.do === 'write' && e.write.kind === 'member.erase');

async function commitAlone(world: CommitWorld, decided: Decided): Promise<CommitResult> {
  try {
    const written = await inTransaction(world, [decided]);
    if (written === 'handled') return { outcome: 'duplicate', rows: [] };
    const [result] = written === 'contested' ? [] : written;
    return result ?? { outcome: 'again', rows: [] };
  } catch (error) {
    // A lost race on a unique key and a write conflict both leave nothing behind.
    if (isConflict(error) || isDuplicate(error)) return { outcome: 'again', rows: [] };
    throw error;
  }
}

type Tx = Awaited<ReturnType<Database['connection']['startSession']>>;

/** `handled`: an event is not ours any more. `contested`: a precondition failed. Either leaves nothing behind. */
type Written = readonly CommitResult[] | 'handled' | 'contested';

async function inTransaction(world: CommitWorld, group: readonly Decided[]): Promise<Written> {
  const tx = await world.database.connection.startSession();
  try {
    tx.startTransaction({ writeConcern: { w: 'majority' } });
    const written = await write(world, group, tx);
    if (typeof written === 'string') await tx.abortTransaction();
    else await commitSurely(tx);
    return written;
  } catch (error) {
    if (tx.inTransaction()) await tx.abortTransaction();
    throw error;
  } finally {
    await tx.endSession();
  }
}

/** A commit whose answer was lost is asked again: the database remembers what it committed. */
async function commitSurely(tx: Tx): Promise<void> {
  try {
    await tx.commitTransaction();
  } catch (error) {
    if (!isUnknownCommit(error)) throw error;
    await tx.commitTransaction();
  }
}

async function write(world: CommitWorld, group: readonly Decided[], tx: Tx): Promise<Written> {
  const { secrets, render, now } = world;
  const { models } = world.database;
  if (!(await settleEvents(world, group, tx))) return 'handled';
  const moves = group.flatMap(({ turn: { arrival, rev, session } }) =>
    session !== null && arrival.from !== null
      ? [{ user: arrival.from, rev, session, at: arrival.at }]
      : [],
  );
  if (!(await moveSessions(models, moves, tx))) return 'contested';
  for (const { turn, lease } of group) {
    const context = { models, secrets, tx, replyToken: lease.replyToken, now: now() };
    for (const effect of turn.effects)
      if (effect.do === 'write' && !(await applyWrite(context, effect.write))) return 'contested';
  }
  const ride = await world.mayRide();
  const results: CommitResult[] = [];
  for (const { turn, lease } of group) {
    const own = rowsOf({ render, now }, turn, lease);
    const rows = ride ? await withRiders(models, own, tx) : own;
    results.push({ outcome: 'done', rows });
  }
  await insertRows(
    models,
    results.flatMap(({ rows }) => rows),
    tx,
  );
  const effects = group.flatMap(({ turn }) =>
    turn.effects.map((effect) => ({ effect, user: turn.arrival.from })),
  );
  const plans = effects.flatMap(({ effect }) =>
    effect.do === 'plan' ? [planRow(effect.plan, [render(effect.plan.message)], now())] : [],
  );
  if (plans.length > 0) await models.plans.insertMany(plans, { session: tx });
  const notes = effects.flatMap(({ effect, user }) =>
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
  return results;
}

/** Whether every event was still leased to us, and is done now. */
async function settleEvents(
  { database, secrets, now }: CommitWorld,
  group: readonly Decided[],
  tx: Tx,
): Promise<boolean> {
  const { inbox } = database.models;
  const settled = await inbox.bulkWrite(
    group.map(({ turn: { arrival, isErased }, lease }) => ({
      updateOne: {
        filter: { _id: arrival.id, state: 'leased', 'lease.owner': lease.owner },
        update: {
          $set: {
            state: 'done',
            lease: null,
            event: null,
            doneAt: now(),
            ...(isErased && arrival.from !== null && { person: secrets.pseudonym(arrival.from) }),
          },
        },
      },
    })),
    { session: tx },
  );
  return settled.matchedCount === group.length;
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
  // Two turns with one key say one thing.
  const different = [...new Map(fresh.map((row) => [row._id, row])).values()];
  if (different.length > 0)
    await outbox.collection.insertMany(different.map(versioned) as never[], { session: tx });
}
