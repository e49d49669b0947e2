import type { Actor } from '../../core/actor.js';
import type { AreaCode } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import type { Seat, SeatId } from '../../core/seat.js';
import type { Secrets } from '../secrets.js';
import type { Models } from './models.js';
import type { OfficerRow, SeatRow } from './rows.js';

export const toSeat = (row: SeatRow): Seat => ({
  id: row._id as SeatId,
  tambon: row.tambon as AreaCode,
  number: row.number,
  rosterName: row.rosterName,
  village: row.village,
  holder: row.holder as UserId | null,
});

export const toOffice = (row: OfficerRow, secrets: Secrets) => ({
  area: row.area as AreaCode,
  name: row.name,
  phone: row.phone === null ? null : secrets.unseal(row.phone),
});

/** Who this person is at this moment: consent, seat and duties, read anew. */
export async function readActor(
  { models, secrets, admins }: { models: Models; secrets: Secrets; admins: readonly UserId[] },
  id: UserId,
): Promise<Actor> {
  const [member, seat, offices] = await Promise.all([
    models.members.findById(id).lean(),
    models.seats.findOne({ holder: id, activeTo: null }).lean(),
    models.officers.find({ user: id }).lean(),
  ]);
  return {
    id,
    member: member && { id, consent: member.consent },
    seat: seat && toSeat(seat),
    offices: offices.map((o) => toOffice(o, secrets)),
    isAdmin: admins.includes(id),
  };
}

/** Everybody who holds an office, with their offices alone. */
export async function readOfficers({
  models,
  secrets,
}: {
  models: Models;
  secrets: Secrets;
}): Promise<readonly Actor[]> {
  const byUser = new Map<string, OfficerRow[]>();
  for (const row of await models.officers.find().sort({ _id: 1 }).lean())
    byUser.set(row.user, [...(byUser.get(row.user) ?? []), row]);
  return [...byUser].map(([user, rows]) => ({
    ...{ id: user as UserId, member: null, seat: null, isAdmin: false },
    offices: rows.map((row) => toOffice(row, secrets)),
  }));
}
