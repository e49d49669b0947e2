import { codeEndsAt } from '../../../src/core/claim-code.js';
import type { UserId } from '../../../src/core/ids.js';
import type { SeatId } from '../../../src/core/seat.js';
import { dayMs, startOf } from '../../../src/core/time.js';
import { findCode } from '../../../src/infra/mongo/claim-codes.js';
import type { Database } from '../../../src/infra/mongo/database.js';
import { eraseMember } from '../../../src/infra/mongo/erase-member.js';
import {
  applyRoster,
  type CodesFor,
  makeCodes,
  planRoster,
} from '../../../src/infra/roster/import-roster.js';
import type { RosterRow } from '../../../src/infra/roster/roster-row.js';
import { makeSecrets } from '../../../src/infra/secrets.js';
import { withDatabase } from '../../harness/database.js';
import { area } from '../../read/area-book.js';

let database: Database;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ database, drop } = await withDatabase());
});
afterEach(() => drop());

const secrets = makeSecrets(Buffer.alloc(32, 5));
const now = startOf('2021-02-17');
const tambon = area('450213');

const row = (number: number, changes: Partial<RosterRow> = {}): RosterRow => ({
  line: number + 1,
  seat: `450213-0${number}` as SeatId,
  tambon,
  number,
  name: `คนที่ ${number}`,
  village: 'บ้านหนองแวง',
  phone: '0815550001',
  ...changes,
});
const rows = [row(1), row(2), row(3)];

const plan = (roster: readonly RosterRow[], codesFor: CodesFor = 'new-seats') =>
  planRoster({ models: database.models, secrets }, roster, codesFor);

async function importRows(roster: readonly RosterRow[], codesFor?: CodesFor, at = now) {
  const planned = await plan(roster, codesFor);
  const codes = makeCodes(planned, secrets, at);
  await applyRoster({ models: database.models, secrets }, planned, codes, at);
  return codes;
}
const seats = () => database.models.seats.find().sort({ _id: 1 }).lean();
const grantOf = async (code: string, at = now) =>
  (await findCode(database.models, secrets.codeId(code), at))?.grant;
const counts = (planned: Awaited<ReturnType<typeof plan>>) =>
  [planned.added, planned.changed, planned.unchanged, planned.coded].map((list) => list.length);

test('a plan changes nothing', async () => {
  expect(counts(await plan(rows))).toEqual([3, 0, 0, 3]);
  expect(await seats()).toEqual([]);
});

test('new seats are free, active from now on, and their telephone numbers are sealed', async () => {
  await importRows([row(1), row(2, { village: null, phone: null })]);
  const [first, second] = await seats();
  expect(first).toMatchObject({
    _id: '450213-01',
    tambon: '450213',
    number: 1,
    rosterName: 'คนที่ 1',
    village: 'บ้านหนองแวง',
    holder: null,
    withdrawnName: null,
    history: [],
    activeFrom: now,
    activeTo: null,
  });
  expect(first?.phone).not.toContain('0815550001');
  expect(secrets.unseal(first?.phone ?? '')).toBe('0815550001');
  expect(second).toMatchObject({ village: null, phone: null });
});

test('every new seat has one code of 12 letters that opens it for a year', async () => {
  const codes = await importRows(rows);
  expect(new Set(codes.map(({ code }) => code)).size).toBe(3);
  for (const { row: owner, code, until } of codes) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(until).toBe(codeEndsAt('seat', now));
    expect(await grantOf(code, until - 1)).toEqual({ kind: 'seat', seat: owner.seat });
    expect(await grantOf(code, until)).toBeUndefined();
  }
});

test('codes are stored as HMACs only', async () => {
  const codes = await importRows(rows);
  const stored = JSON.stringify(await database.models.codes.find().lean());
  for (const { code } of codes) expect(stored).not.toContain(code);
});

test('the same roster again changes nothing and makes no codes', async () => {
  const [first] = await importRows(rows);
  const before = await seats();
  expect(await importRows(rows, 'new-seats', now + dayMs)).toEqual([]);
  expect(await seats()).toEqual(before);
  expect(await grantOf(first?.code ?? '', now + dayMs)).toBeDefined();
});

test('what the roster says anew is changed; what it does not say, and seats it does not name, stay', async () => {
  await importRows(rows);
  const again = [
    row(1, { name: 'นายคนที่ ๑', village: null, phone: null }),
    row(2, { phone: '0815550002' }),
  ];
  const planned = await plan(again);
  expect(counts(planned)).toEqual([0, 2, 0, 0]);
  expect(planned.changed[0]).toMatchObject({ nameBefore: 'คนที่ 1', isNewPerson: false });
  await importRows(again);
  const [first, second, third] = await seats();
  expect(first).toMatchObject({
    rosterName: 'นายคนที่ ๑',
    village: 'บ้านหนองแวง',
    activeFrom: now,
  });
  expect(secrets.unseal(first?.phone ?? '')).toBe('0815550001');
  expect(secrets.unseal(second?.phone ?? '')).toBe('0815550002');
  expect(third).toMatchObject({ rosterName: 'คนที่ 3' });
});

test('another person on a free seat: nothing of the one before stays, and the code is another', async () => {
  const [before] = await importRows(rows);
  const codes = await importRows([row(1, { name: 'ผู้มาแทน', village: null, phone: null })]);
  expect((await seats())[0]).toMatchObject({ rosterName: 'ผู้มาแทน', village: null, phone: null });
  expect(await grantOf(before?.code ?? '', now)).toBeUndefined();
  expect(await grantOf(codes[0]?.code ?? '', now)).toEqual({ kind: 'seat', seat: '450213-01' });
});

test('another person on a held seat is not taken: the holder would read and answer for them', async () => {
  await importRows(rows);
  await database.models.seats.updateOne({ _id: '450213-01' }, { $set: { holder: 'U1' } });
  const again = [row(1, { name: 'ผู้มาแทน' })];
  const planned = await plan(again);
  expect(planned.handOvers).toMatchObject([{ nameBefore: 'คนที่ 1' }]);
  expect(counts(planned)).toEqual([0, 0, 0, 0]);
  await importRows(again);
  expect((await seats())[0]).toMatchObject({ rosterName: 'คนที่ 1', holder: 'U1' });
});

test('after a withdrawal the same name does not come back, somebody else does', async () => {
  await importRows(rows);
  const user = `U${'a'.repeat(32)}` as UserId;
  await database.models.seats.updateOne({ _id: '450213-01' }, { $set: { holder: user } });
  await database.connection.transaction((tx) =>
    eraseMember({ models: database.models, secrets, tx }, user, now),
  );
  const planned = await plan(rows);
  expect(planned.withdrawn.map(({ seat }) => seat)).toEqual(['450213-01']);
  await importRows(rows);
  expect((await seats())[0]).toMatchObject({ rosterName: '', phone: null, holder: null });
  await importRows([row(1, { name: 'ผู้มาแทน' })]);
  expect((await seats())[0]).toMatchObject({ rosterName: 'ผู้มาแทน', withdrawnName: null });
});

test('reissuing gives every free seat of the file a new code and ends the old ones', async () => {
  const [held, free, notInFile] = await importRows(rows);
  await database.models.seats.updateOne({ _id: '450213-01' }, { $set: { holder: 'U1' } });
  const later = now + dayMs;
  const codes = await importRows([row(1), row(2), row(4)], 'all-free-seats', later);
  expect(codes.map((c) => c.row.seat)).toEqual(['450213-02', '450213-04']);
  expect(await grantOf(free?.code ?? '', later)).toBeUndefined();
  expect(await grantOf(codes[0]?.code ?? '', later)).toEqual({ kind: 'seat', seat: '450213-02' });
  expect(await grantOf(held?.code ?? '', later)).toBeDefined();
  expect(await grantOf(notInFile?.code ?? '', later)).toBeDefined();
});

test('an import is all or nothing', async () => {
  const planned = await plan(rows);
  const codes = makeCodes(planned, secrets, now);
  await importRows([row(3)]);
  const before = [await seats(), await database.models.codes.find().lean()];
  await expect(
    applyRoster({ models: database.models, secrets }, planned, codes, now),
  ).rejects.toThrow('roster-changed');
  expect([await seats(), await database.models.codes.find().lean()]).toEqual(before);
});

test('it is in the audit trail, by counts alone', async () => {
  await importRows(rows);
  const [entry] = await database.models.audit.find({ event: 'roster.import' }).lean();
  expect(entry).toMatchObject({ at: now, who: 'operator' });
  expect(entry?.about).toEqual({ added: 3, changed: 0, unchanged: 0, codes: 3 });
});

test('another secret key is noticed before anything is changed', async () => {
  await importRows(rows);
  const other = makeSecrets(Buffer.alloc(32, 6));
  await expect(
    planRoster({ models: database.models, secrets: other }, rows, 'new-seats'),
  ).rejects.toThrow('wrong-secret-key');
});

test('a roster of 3,000 seats is one import', async () => {
  const many = Array.from({ length: 3000 }, (_, i) => {
    const code = area(String(450000 + Math.floor(i / 15)));
    const number = (i % 15) + 1;
    return row(1, {
      tambon: code,
      number,
      seat: `${code}-${String(number).padStart(2, '0')}` as SeatId,
    });
  });
  expect(await importRows(many)).toHaveLength(3000);
  expect(await database.models.seats.countDocuments()).toBe(3000);
  expect(counts(await plan(many))).toEqual([0, 0, 3000, 0]);
});
