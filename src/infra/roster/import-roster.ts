import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { codeEndsAt } from '../../core/claim-code.js';
import { AppError } from '../../core/fault.js';
import type { SeatId } from '../../core/seat.js';
import type { Instant } from '../../core/time.js';
import { personNamesApart } from '../../read/person-name.js';
import { withdrawnMark } from '../mongo/erase-member.js';
import { isDuplicate } from '../mongo/errors.js';
import type { Models } from '../mongo/models.js';
import type { CodeRow, SeatRow } from '../mongo/rows.js';
import type { Secrets } from '../secrets.js';
import type { RosterRow } from './roster-row.js';

/** A seat whose stored facts the roster contradicts. What the roster does not say stays as it is. */
export type SeatChange = {
  readonly row: RosterRow;
  readonly nameBefore: string;
  /** The seat is of somebody else now: nothing of the one before may stay with it, nor open it. */
  readonly isNewPerson: boolean;
};

export type RosterPlan = {
  readonly added: readonly RosterRow[];
  readonly changed: readonly SeatChange[];
  readonly unchanged: readonly RosterRow[];
  /** Held by the person before: not taken, or one person would read and answer for another. */
  readonly handOvers: readonly { readonly row: RosterRow; readonly nameBefore: string }[];
  /** Their people withdrew consent: name and number stay away until the roster names somebody else. */
  readonly withdrawn: readonly RosterRow[];
  /**
   * Seats that get a code: the new ones and those of another person or, when reissuing, every one of the
   * file that is free.
   */
  readonly coded: readonly RosterRow[];
};

/** A fresh code and the seat that it opens; only its HMAC is ever stored. */
export type SeatCode = { readonly row: RosterRow; readonly code: string; readonly until: Instant };

export type CodesFor = 'new-seats' | 'all-free-seats';

/**
 * Compares a roster with the seats that are stored; seats that the file does not name are left alone.
 * Throws AppError `wrong-secret-key` when stored telephone numbers were sealed with another key: codes
 * made with this one would be worthless.
 */
export async function planRoster(
  { models, secrets }: { readonly models: Models; readonly secrets: Secrets },
  rows: readonly RosterRow[],
  codesFor: CodesFor,
): Promise<RosterPlan> {
  const ids = rows.map((row) => row.seat);
  const stored = await models.seats.find({ _id: { $in: ids } }).lean();
  const seats = new Map<string, SeatRow>(stored.map((seat) => [seat._id, seat]));
  const added: RosterRow[] = [];
  const changed: SeatChange[] = [];
  const unchanged: RosterRow[] = [];
  const withdrawn: RosterRow[] = [];
  const handOvers: { row: RosterRow; nameBefore: string }[] = [];
  for (const row of rows) {
    const seat = seats.get(row.seat);
    if (!seat) added.push(row);
    else if (isWithdrawn(seat, row, secrets)) withdrawn.push(row);
    else if (isSame(seat, row, secrets)) unchanged.push(row);
    else {
      const nameBefore = seat.rosterName;
      const isNewPerson = isOther(seat, row);
      if (isNewPerson && seat.holder !== null) handOvers.push({ row, nameBefore });
      else changed.push({ row, nameBefore, isNewPerson });
    }
  }
  const isFree = ({ seat }: RosterRow): boolean => !seats.get(seat)?.holder;
  const newPeople = changed.flatMap(({ row, isNewPerson }) => (isNewPerson ? [row] : []));
  const coded = codesFor === 'new-seats' ? [...added, ...newPeople] : rows.filter(isFree);
  return { added, changed, unchanged, handOvers, withdrawn, coded };
}

/** Whether the roster names somebody else, not the same person spelt better. */
const isOther = ({ rosterName, withdrawnName }: SeatRow, { name }: RosterRow): boolean =>
  rosterName === '' ? withdrawnName !== null : personNamesApart(rosterName, name) === null;

const isWithdrawn = (seat: SeatRow, { name }: RosterRow, secrets: Secrets): boolean =>
  seat.withdrawnName !== null && seat.withdrawnName === withdrawnMark(secrets, seat._id, name);

const isSame = (seat: SeatRow, row: RosterRow, secrets: Secrets): boolean =>
  seat.rosterName === row.name &&
  (row.village === null || row.village === seat.village) &&
  (row.phone === null || row.phone === phoneOf(seat, secrets));

function phoneOf(seat: SeatRow, secrets: Secrets): string | null {
  if (seat.phone === null) return null;
  try {
    return secrets.unseal(seat.phone);
  } catch (cause) {
    throw new AppError('wrong-secret-key', { kind: 'lasting', cause });
  }
}

/** In one command; a bot that serves from the same database is to get its turn in between. */
const updatesAtOnce = 200;

/** Makes the codes of a plan. They exist nowhere but in the answer until `applyRoster` stores their HMACs. */
export const makeCodes = (plan: RosterPlan, secrets: Secrets, now: Instant): readonly SeatCode[] =>
  plan.coded.map((row) => ({ row, code: secrets.freshCode(), until: codeEndsAt('seat', now) }));

/**
 * Stores a plan and its codes in one transaction: all of it or nothing. Codes that a seat had before and
 * that nobody used end now. Throws AppError `roster-changed` when seats changed since it was made.
 */
export async function applyRoster(
  { models, secrets }: { readonly models: Models; readonly secrets: Secrets },
  plan: RosterPlan,
  codes: readonly SeatCode[],
  now: Instant,
): Promise<void> {
  const seats = plan.added.map((row) => seatOf(row, secrets, now));
  const updates = plan.changed.map(({ row, nameBefore, isNewPerson }) => ({
    updateOne: {
      // As it was when the plan was made: nobody claimed it or withdrew in between.
      filter: { _id: row.seat, rosterName: nameBefore, ...(isNewPerson && { holder: null }) },
      update: { $set: isNewPerson ? allOf(row, secrets) : saidOf(row, secrets) },
    },
  }));
  const made = codes.map(({ row, code, until }) =>
    codeOf(row.seat, secrets.codeId(code), until, now),
  );
  try {
    await models.seats.db.transaction(async (tx) => {
      if (seats.length > 0) await models.seats.insertMany(seats, { session: tx });
      for (let at = 0; at < updates.length; at += updatesAtOnce)
        await updateAll(models, updates.slice(at, at + updatesAtOnce), tx);
      await models.codes.updateMany(
        {
          'grant.seat': { $in: codes.map(({ row }) => row.seat) },
          usedAt: null,
          expiresAt: { $gt: now },
        },
        { $set: { expiresAt: now } },
        { session: tx },
      );
      if (made.length > 0) await models.codes.insertMany(made, { session: tx });
      await note(models, plan, now, tx);
    });
  } catch (cause) {
    if (isDuplicate(cause)) throw new AppError('roster-changed', { kind: 'passing', cause });
    throw cause;
  }
}

async function updateAll(
  { seats }: Models,
  updates: Parameters<Models['seats']['bulkWrite']>[0],
  tx: ClientSession,
): Promise<void> {
  const { matchedCount } = await seats.bulkWrite(updates, { session: tx });
  if (matchedCount < updates.length) throw new AppError('roster-changed', { kind: 'passing' });
}

/** What the roster says of a seat, also where it says nothing. */
const allOf = (row: RosterRow, secrets: Secrets): Partial<SeatRow> => ({
  village: null,
  phone: null,
  ...saidOf(row, secrets),
});

/** What the roster says of a seat. */
const saidOf = ({ name, village, phone }: RosterRow, secrets: Secrets): Partial<SeatRow> => ({
  rosterName: name,
  withdrawnName: null,
  ...(village !== null && { village }),
  ...(phone !== null && { phone: secrets.seal(phone) }),
});

const seatOf = (row: RosterRow, secrets: Secrets, now: Instant): SeatRow => ({
  _id: row.seat,
  tambon: row.tambon,
  number: row.number,
  rosterName: row.name,
  village: row.village,
  phone: row.phone === null ? null : secrets.seal(row.phone),
  holder: null,
  withdrawnName: null,
  history: [],
  activeFrom: now,
  activeTo: null,
});

const codeOf = (seat: SeatId, id: string, expiresAt: Instant, now: Instant): CodeRow => ({
  _id: id,
  grant: { kind: 'seat', seat },
  expiresAt,
  usedAt: null,
  usedBy: null,
  madeAt: now,
  madeBy: 'operator',
});

async function note(
  models: Models,
  plan: RosterPlan,
  now: Instant,
  tx: ClientSession,
): Promise<void> {
  const about = {
    added: plan.added.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged.length,
    codes: plan.coded.length,
  };
  await models.audit.insertMany(
    [{ _id: randomUUID(), at: now, who: 'operator', event: 'roster.import', about }],
    { session: tx },
  );
}
