import type { Person } from '../../bot/ports.js';
import type { UserId } from '../../core/ids.js';
import { blankSession } from '../../flow/talk.js';
import type { Secrets } from '../secrets.js';
import { toOffice, toSeat } from './actors.js';
import { gatherReads } from './gather.js';
import type { Models } from './models.js';

/** Reads people anew for each turn; those whose turns begin together are read together. */
export function peopleReader(p: {
  readonly models: Models;
  readonly secrets: Secrets;
  readonly admins: readonly UserId[];
}): (id: UserId) => Promise<Person> {
  const { models, secrets } = p;
  const readRows = gatherReads(async (ids: readonly UserId[]) => {
    const _id = { $in: [...ids] };
    const pseudonyms = ids.map(secrets.pseudonym);
    const [members, seats, offices, sessions, tombstones] = await Promise.all([
      models.members.find({ _id }).lean(),
      models.seats.find({ holder: _id, activeTo: null }).lean(),
      models.officers.find({ user: _id }).lean(),
      models.sessions.find({ _id }).lean(),
      models.tombstones.find({ _id: { $in: pseudonyms } }).lean(),
    ]);
    const rowsOf = (id: UserId, pseudonym: string | undefined) => ({
      member: members.find((row) => row._id === id),
      seat: seats.find((row) => row.holder === id),
      offices: offices.filter((row) => row.user === id),
      session: sessions.find((row) => row._id === id),
      tombstone: tombstones.find((row) => row._id === pseudonym),
    });
    return new Map(ids.map((id, i) => [id, rowsOf(id, pseudonyms[i])]));
  });
  // Read apart from the others: what is wrong with one person's rows is no fault of theirs.
  return async (id) => {
    const rows = await readRows(id);
    if (!rows) throw new Error('somebody was asked for and not read');
    const { member, seat, offices, session, tombstone } = rows;
    return {
      actor: {
        id,
        member: member ? { id, consent: member.consent } : null,
        seat: seat ? toSeat(seat) : null,
        offices: offices.map((row) => toOffice(row, secrets)),
        isAdmin: p.admins.includes(id),
      },
      rev: session?.rev ?? 0,
      session: session?.session ?? blankSession,
      erasedAt: tombstone?.at ?? null,
    };
  };
}
