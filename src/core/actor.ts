import { type AreaCode, covers } from './area.js';
import type { UserId } from './ids.js';
import type { Member } from './member.js';
import type { Office } from './office.js';
import type { Seat } from './seat.js';

export type Role = 'guest' | 'leader' | 'officer' | 'admin';

/** Who is speaking, read anew for every turn. One person may hold several roles. */
export type Actor = {
  readonly id: UserId;
  readonly member: Member | null;
  readonly seat: Seat | null;
  readonly offices: readonly Office[];
  readonly isAdmin: boolean;
};

/** The roles in force; somebody without any is a guest. */
export function rolesOf(actor: Actor): readonly Role[] {
  const roles: Role[] = [];
  if (actor.seat) roles.push('leader');
  if (actor.offices.length > 0) roles.push('officer');
  if (actor.isAdmin) roles.push('admin');
  return roles.length > 0 ? roles : ['guest'];
}

/** The areas of somebody's offices by code, without those that lie in another of them. */
export function dutiesOf({ offices }: Actor): readonly AreaCode[] {
  const all = [...new Set(offices.map((office) => office.area))].sort();
  return all.filter((area) => !all.some((outer) => outer !== area && covers(outer, area)));
}
