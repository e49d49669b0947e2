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
  const read = gatherReads(async (ids: readonly UserId[]) => {
    const _id = { $in: [...ids] };
    const pseudonyms = ids.map(secrets.pseudonym);
    const [members, seats, offices, sessions, tombstones] = await Promise.all([
      models.members.find({ _id }).lean(),
      models.seats.find({ holder: _id, activeTo: null }).lean(),
      models.officers.find({ user: _id }).lean(),
      models.sessions.find({ _id }).lean(),
      models.tombstones.find({ _id: { $in: pseudonyms } }).lean(),
    ]);
    return new Map(
      ids.map((id, i): [UserId, Person] => {
        const member = members.find((row) => row._id === id);
        const seat = seats.find((row) => row.holder === id);
        const session = sessions.find((row) => row._id === id);
        const actor = {
          id,
          member: member ? { id, consent: member.consent } : null,
          seat: seat ? toSeat(seat) : null,
          offices: offices.filter((row) => row.user === id).map((row) => toOffice(row, secrets)),
          isAdmin: p.admins.includes(id),
        };
        return [
          id,
          {
            actor,
            rev: session?.rev ?? 0,
            session: session?.session ?? blankSession,
            erasedAt: tombstones.find((row) => row._id === pseudonyms[i])?.at ?? null,
          },
        ];
      }),
    );
  });
  return async (id) => {
    const person = await read(id);
    if (!person) throw new Error('somebody was asked for and not read');
    return person;
  };
}
