import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Console, ExitCode } from '../../scripts/operator-command.js';
import { programmeLoad } from '../../scripts/programme-load.js';
import { programmeRecount } from '../../scripts/programme-recount.js';
import { rosterImport } from '../../scripts/roster-import.js';
import type { Environment } from '../../src/config.js';
import { dayMs, dayOf } from '../../src/core/time.js';
import { type Database, openDatabase } from '../../src/infra/mongo/database.js';
import { compiled } from '../harness/compiled.js';
import { freshDatabaseUri } from '../harness/database.js';
import { root } from '../harness/root.js';

const demoRoster = join(root, 'programmes', 'demo-roster.csv');
const phaseOne = join(root, 'programmes', '2564-phase-1.json');
const headers = 'รหัสตำบล,ลำดับที่,ชื่อ-สกุล';

let folder: string;
let database: Database;
let environment: Environment;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'operator-'));
  const uri = freshDatabaseUri();
  database = await openDatabase(uri);
  environment = { DATA_DIR: folder, MONGODB_URI: uri };
});
afterEach(async () => {
  await database.connection.dropDatabase();
  await database.close();
  rmSync(folder, { recursive: true });
});

type Command = (io: Console) => Promise<ExitCode>;
async function run(command: Command, ...argv: readonly string[]) {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const code = await command({ argv, environment: () => environment, print });
  const said = lines.join('\n');
  expect(said).not.toMatch(/^\s+at /m);
  return { code, said };
}
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const seatCount = () => database.models.seats.countDocuments();

describe('roster:import', () => {
  test('the demo roster: a dry run, then for real with the codes in a file of their own', async () => {
    const dry = await run(rosterImport, demoRoster);
    expect(dry.code).toBe(0);
    expect(dry.said).toContain('New seats: 600');
    expect(dry.said).toContain('Nothing was changed');
    expect(await seatCount()).toBe(0);

    const codes = join(folder, 'codes.csv');
    const done = await run(rosterImport, demoRoster, '--apply', '--codes', codes);
    expect(done).toMatchObject({ code: 0, said: expect.stringContaining('Imported.') });
    expect(await seatCount()).toBe(600);
    expect(statSync(codes).mode & 0o777).toBe(0o600);
    const sheet = readFileSync(codes, 'utf8');
    expect(sheet.startsWith('\uFEFF"รหัสตำบล"')).toBe(true);
    expect(sheet.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g)).toHaveLength(600);
    expect(done.said).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  });

  test('codes are printed when no file is named', async () => {
    const roster = file('roster.csv', `${headers}\n450213,1,บุญมา ศรีงาม\n`);
    const { said } = await run(rosterImport, roster, '--apply');
    expect(said).toMatch(/"บุญมา ศรีงาม","","[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"/);
  });

  test('rejected rows are named with file, line, column and reason, and stop the import', async () => {
    const roster = file('roster.csv', `${headers}\n450213,1,บุญมา ศรีงาม\n450213,x,\n`);
    for (const flags of [[], ['--apply']]) {
      const { code, said } = await run(rosterImport, roster, ...flags);
      expect(code).toBe(2);
      expect(said).toContain('Rejected rows: 1');
      expect(said).toContain(`${roster} line 3, column ลำดับที่: 'x' is not a number from 1 to 99`);
      expect(said).toContain(`${roster} line 3, column ชื่อ-สกุล: is empty`);
    }
    expect(await seatCount()).toBe(0);
    expect((await run(rosterImport, roster, '--apply', '--skip-rejected')).code).toBe(0);
    expect(await seatCount()).toBe(1);
  });

  test('--reissue makes new codes for seats that are there already', async () => {
    const roster = file('roster.csv', `${headers}\n450213,1,บุญมา ศรีงาม\n`);
    await run(rosterImport, roster, '--apply');
    expect((await run(rosterImport, roster, '--apply')).said).toContain('Codes to be made: 0');
    expect((await run(rosterImport, roster, '--reissue', '--apply')).said).toContain(
      'Codes to be made: 1',
    );
  });

  test('a file of codes that is there already is never overwritten, and nothing is imported', async () => {
    const roster = file('roster.csv', `${headers}\n450213,1,บุญมา ศรีงาม\n`);
    const codes = file('codes.csv', 'precious');
    const { code } = await run(rosterImport, roster, '--apply', '--codes', codes);
    expect(code).toBe(2);
    expect(readFileSync(codes, 'utf8')).toBe('precious');
    expect(await seatCount()).toBe(0);
  });

  const bad: readonly (readonly [what: string, argv: () => readonly string[], says: RegExp])[] = [
    ['no file named', () => [], /^Usage: /],
    ['two files', () => ['a', 'b'], /^Usage: /],
    ['an unknown flag', () => [demoRoster, '--aply'], /--aply[\s\S]*Usage: /],
    ['a flag without its value', () => [demoRoster, '--codes'], /--codes[\s\S]*Usage: /],
    ['no such file', () => [join(folder, 'none.csv')], /^There is no file /],
    ['a folder', () => [folder], / is not a file\.$/],
    ['an empty file', () => [file('empty.csv', '')], /The file is empty\.$/],
    ['a workbook', () => [file('roster.xlsx', 'PK\u0003\u0004')], /save it as "CSV UTF-8/],
  ];
  test.each(bad)('%s is refused in a sentence', async (_, argv, says) => {
    expect(await run(rosterImport, ...argv())).toEqual({
      code: 2,
      said: expect.stringMatching(says),
    });
  });

  test('wrong settings and a database that is not there are told apart', async () => {
    environment = { NODE_ENV: 'production', MONGODB_URI: 'x' };
    const wrong = await run(rosterImport, demoRoster);
    expect(wrong.code).toBe(78);
    expect(wrong.said).toMatch(/MONGODB_URI must be[\s\S]*SECRET_KEY is missing/);
    environment = {
      DATA_DIR: folder,
      MONGODB_URI: 'mongodb://127.0.0.1:99999/x',
    };
    expect(await run(rosterImport, demoRoster)).toMatchObject({ code: 1 });
  });
});

describe('programme:load and programme:recount', () => {
  const today = dayOf(Date.now());

  test('a programme is loaded, its first rounds open, and a late roster is recounted', async () => {
    const early = file('early.csv', `${headers}\n450213,1,บุญมา ศรีงาม\n`);
    await run(rosterImport, early, '--apply');
    const start = dayOf(Date.now() - 20 * dayMs);
    const dry = await run(programmeLoad, phaseOne, '--start', start);
    expect(dry).toMatchObject({
      code: 0,
      said: expect.stringContaining('2564-phase-1.a3.r1: new, opens'),
    });
    expect(await database.models.programmes.countDocuments()).toBe(0);
    const loaded = await run(programmeLoad, phaseOne, '--start', start, '--apply');
    expect(loaded.said).toContain('Opened now: 2564-phase-1.a3.r1, 2564-phase-1.a3.r2');

    const late = file('late.csv', `${headers}\n450213,2,อุดม สุขใจ\n`);
    const imported = await run(rosterImport, late, '--apply');
    expect(imported.said).toContain('programme:recount -- 2564-phase-1.a3.r2 --reason');
    expect(imported.said).not.toContain('a3.r1');
    const recount = [programmeRecount, '2564-phase-1.a3.r2', '--reason', 'late roster'] as const;
    expect((await run(...recount)).said).toContain('Expected 1 -> 2\nAdded: 450213-02');
    expect((await run(...recount, '--apply')).code).toBe(0);
    expect((await run(...recount)).said).toContain('Expected 2 -> 2');
    expect(
      await run(programmeRecount, '2564-phase-1.a3.r1', '--reason', 'late roster'),
    ).toMatchObject({
      code: 2,
      said: expect.stringContaining('deadline has passed'),
    });
  });

  test('a round with reports cannot be moved', async () => {
    await run(rosterImport, file('r.csv', `${headers}\n450213,1,บุญมา ศรีงาม\n`), '--apply');
    await run(programmeLoad, phaseOne, '--start', dayOf(Date.now() - 12 * dayMs), '--apply');
    await database.models.reports.updateOne({ seat: '450213-01' }, { $set: { version: 1 } });
    const moved = await run(programmeLoad, phaseOne, '--start', today, '--apply');
    expect(moved).toMatchObject({ code: 2, said: expect.stringContaining('have reports') });
  });

  const bad: readonly (readonly [Command, () => readonly string[], RegExp])[] = [
    [programmeLoad, () => [], /^Usage: /],
    [programmeLoad, () => [phaseOne, '--start', '2026-02-30'], /is not a date/],
    [programmeLoad, () => [join(folder, 'none.json')], /^There is no file/],
    [programmeLoad, () => [file('p.json', '{')], /is not JSON/],
    [programmeLoad, () => [file('p.json', '{"schemaVersion":2}')], /schemaVersion: /],
    [programmeRecount, () => [], /^Usage: /],
    [programmeRecount, () => ['r1'], /needs --reason/],
    [programmeRecount, () => ['r1', '--reason', 'x'], /no such round/],
  ];
  test.each(bad)('bad input %# is refused in a sentence', async (command, argv, says) => {
    expect(await run(command, ...argv())).toEqual({ code: 2, said: expect.stringMatching(says) });
  });
});

test('the programs themselves run, print and end with the exit code', () => {
  mkdirSync(join(folder, 'cwd'));
  const program = spawnSync(
    process.execPath,
    [compiled('scripts/roster-import.ts'), file('empty.csv', '')],
    { cwd: join(folder, 'cwd'), encoding: 'utf8' },
  );
  expect(program).toMatchObject({ status: 2, stderr: '' });
  expect(program.stdout).toMatch(/The file is empty\.\n$/);
});
