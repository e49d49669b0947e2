import {
  expireCursors,
  firstReply,
  newCursors,
  nextReply,
} from '../../src/embedded-mongo/commands/cursors.js';
import {
  expireSessions,
  openSession,
  type Sessions,
} from '../../src/embedded-mongo/commands/sessions.js';
import { type DiskChange, memoryDisk } from '../../src/embedded-mongo/store/disk.js';
import { begin, newStore } from '../../src/embedded-mongo/store/store.js';

const minuteMs = 60_000;

test('a cursor is forgotten after ten idle minutes', () => {
  const cursors = newCursors();
  const { cursor } = firstReply(cursors, 'x.c', [{ a: 1 }, { a: 2 }, { a: 3 }], 1, 'open');
  const { id } = cursor as { id: unknown };
  expireCursors(cursors, Date.now() + 9 * minuteMs);
  expect(nextReply(cursors, id, 'x.c', 1)).toMatchObject({ cursor: { nextBatch: [{ a: 2 }] } });
  expireCursors(cursors, Date.now() + 11 * minuteMs);
  expect(() => nextReply(cursors, id, 'x.c', 1)).toThrow('not found');
});

test('a cursor belongs to its collection', () => {
  const cursors = newCursors();
  const { cursor } = firstReply(cursors, 'x.c', [{ a: 1 }, { a: 2 }], 1, 'open');
  expect(() => nextReply(cursors, (cursor as { id: unknown }).id, 'x.d', 1)).toThrow('not found');
});

test('a transaction ends after a minute, a session with its record after thirty', async () => {
  const written: DiskChange[] = [];
  const append = async (changes: readonly DiskChange[]) => {
    written.push(...changes);
  };
  const store = newStore({ ...memoryDisk(), append });
  const sessions: Sessions = new Map();
  const session = openSession(sessions, 's');
  session.transaction = begin(store, 'explicit');

  await expireSessions(store, sessions, Date.now() + minuteMs / 2);
  expect(session.transaction?.state).toBe('active');
  const { transaction } = session;
  await expireSessions(store, sessions, Date.now() + 2 * minuteMs);
  expect(transaction?.state).toBe('aborted');
  await transaction?.ended;
  expect([...sessions.keys()]).toEqual(['s']);
  await expireSessions(store, sessions, Date.now() + 31 * minuteMs);
  expect([...sessions.keys()]).toEqual([]);
  expect(written).toEqual([{ table: 'sessions', key: Buffer.from('s'), value: null }]);
});
