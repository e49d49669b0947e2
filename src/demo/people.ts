import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type AreaBook, parseAreaCode } from '../core/area.js';
import type { UserId } from '../core/ids.js';
import { parseSeatId } from '../core/seat.js';
import { showCode } from '../read/seat-code.js';
import { areaTitle } from '../say/area-title.js';

const userId = z.string().regex(/^U[0-9a-f]{32}$/);
const seatSchema = z.object({
  seat: z.string(),
  name: z.string(),
  /** Canonical; made when the roster was imported. */
  code: z.string(),
});
const peopleSchema = z.object({
  leader: userId,
  second: userId,
  officer: userId,
  province: userId,
  admin: userId,
  stranger: userId,
  seats: z.array(seatSchema),
});

/** A seat of the demo's roster, and what opens it. */
export type DemoSeat = z.output<typeof seatSchema>;
/** Who plays in the demo; kept in its folder so that they stay the same people. */
export type DemoPeople = Readonly<z.output<typeof peopleSchema>>;

/** The leaders' places: the tambon that won in 2564. */
export const leaderSeat = '450213-05';
export const secondSeat = '450213-06';

const file = 'people.json';
const someone = (): string => `U${randomBytes(16).toString('hex')}`;

/**
 * The people of an earlier run in `dir`; null at the first one. Throws when an older version of the demo
 * made them.
 */
export function knownPeople(dir: string): DemoPeople | null {
  if (!existsSync(join(dir, file))) return null;
  const read = peopleSchema.safeParse(JSON.parse(readFileSync(join(dir, file), 'utf8')));
  if (!read.success)
    throw new Error(`${dir} is of an older version; begin anew with: npm run demo -- --fresh`);
  return read.data;
}

/** New people, remembered in `dir`. */
export function introducePeople(dir: string, seats: readonly DemoSeat[]): DemoPeople {
  const people = {
    leader: someone(),
    second: someone(),
    officer: someone(),
    province: someone(),
    admin: someone(),
    stranger: someone(),
    seats: [...seats],
  };
  writeFileSync(join(dir, file), JSON.stringify(people), { mode: 0o600 });
  return people;
}

export const adminOf = (people: DemoPeople): UserId => people.admin as UserId;

/** The account of a leader who is given a phone later: always the same one for a seat. */
export const accountOf = (people: DemoPeople, seat: string): string =>
  `U${createHash('sha256').update(`${people.admin} ${seat}`).digest('hex').slice(0, 32)}`;

export const codeHint = (seat: DemoSeat): string => `รหัส ${showCode(seat.code)}`;

/** `ลำดับที่ 5 ต.ดงครั่งน้อย อ.เกษตรวิสัย จ.ร้อยเอ็ด`. */
export function placeOf(areas: AreaBook, { seat }: DemoSeat): string {
  const tambon = parseAreaCode(seat.slice(0, 6));
  const number = Number(parseSeatId(seat)?.slice(-2));
  return `ลำดับที่ ${number} ${tambon === null ? '' : areaTitle(areas, tambon)}`.trim();
}
