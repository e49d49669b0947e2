import { Long } from 'bson';
import { encodedBytes, maxDocumentBytes } from '../bson/codec.js';
import { type Doc, show } from '../bson/value.js';
import { refuse } from '../mongo-error.js';

/** Stored documents are immutable, so the list of those found is a snapshot by itself. */
type Cursor = { ns: string; docs: readonly Doc[]; position: number; usedAt: number };

export type Cursors = { readonly open: Map<string, Cursor>; nextId: number };

/** How many documents a first batch has when the client does not say, as in MongoDB. */
export const firstBatchCount = 101;
/** An idle cursor is forgotten after this long, as in MongoDB. */
export const cursorIdleMs = 10 * 60_000;

export function newCursors(): Cursors {
  return { open: new Map(), nextId: 1 };
}

/** Reply with the first batch; a cursor stays open when there is more. */
export function firstReply(
  cursors: Cursors,
  ns: string,
  docs: readonly Doc[],
  batchSize = Number.POSITIVE_INFINITY,
  keep: 'open' | 'single batch' = 'open',
): Doc {
  const firstBatch = takeBatch(docs, 0, batchSize);
  let id = Long.ZERO;
  if (firstBatch.length < docs.length && keep === 'open') {
    id = Long.fromNumber(cursors.nextId++);
    cursors.open.set(id.toString(), { ns, docs, position: firstBatch.length, usedAt: Date.now() });
  }
  return { cursor: { firstBatch, id, ns }, ok: 1 };
}

/** @throws MongoError 43 when the cursor is unknown or has expired */
export function nextReply(cursors: Cursors, id: unknown, ns: string, batchSize: number): Doc {
  const key = show(id);
  const cursor = cursors.open.get(key);
  if (!cursor || cursor.ns !== ns) refuse(43, `cursor id ${key} not found`);
  const count = batchSize === 0 ? Number.POSITIVE_INFINITY : batchSize;
  const nextBatch = takeBatch(cursor.docs, cursor.position, count);
  cursor.position += nextBatch.length;
  cursor.usedAt = Date.now();
  const isDone = cursor.position >= cursor.docs.length;
  if (isDone) cursors.open.delete(key);
  return { cursor: { nextBatch, id: isDone ? Long.ZERO : id, ns }, ok: 1 };
}

export function killCursors(cursors: Cursors, ids: readonly unknown[]): Doc {
  const cursorsKilled = ids.filter((id) => cursors.open.delete(show(id)));
  const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

export function expireCursors(cursors: Cursors, now: number): void {
  for (const [key, { usedAt }] of cursors.open) {
    if (now - usedAt > cursorIdleMs) cursors.open.delete(key);
  }
}

/** At most `count` documents and 16 MB, but always one when there is one. */
function takeBatch(docs: readonly Doc[], from: number, count: number): Doc[] {
  // One alone always fits, so there is nothing to measure.
  if (docs.length - from <= 1) return docs.slice(from, from + count);
  const batch: Doc[] = [];
  let bytes = 0;
  for (let i = from; i < docs.length && batch.length < count; i++) {
    const doc = docs[i];
    if (!doc) break;
    bytes += encodedBytes(doc) + 12;
    if (bytes > maxDocumentBytes && batch.length > 0) break;
    batch.push(doc);
  }
  return batch;
}
