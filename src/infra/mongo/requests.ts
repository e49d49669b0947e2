import type { GrantedScope } from '../../access/scope.js';
import { type AreaCode, covers } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import { type JoinRequest, requestId, type SeenRequest } from '../../core/join-request.js';
import type { SeatId } from '../../core/seat.js';
import type { Instant } from '../../core/time.js';
import type { WaitingPage } from '../../features/registration/facts.js';
import { toSeat } from './actors.js';
import { inArea } from './in-area.js';
import type { Models } from './models.js';
import type { RequestRow } from './rows.js';

const toRequest = (row: RequestRow): JoinRequest => ({
  id: requestId(row._id),
  user: row.user as UserId,
  tambon: row.tambon as AreaCode,
  seat: row.seat as SeatId | null,
  name: row.name,
  sentAt: row.sentAt,
  state: row.state,
  decidedAt: row.decidedAt,
});

/** The request of this person that waits, or null. */
export async function readWaitingRequest(
  { requests }: Models,
  user: UserId,
): Promise<JoinRequest | null> {
  const row = await requests.findOne({ user, state: 'waiting' }).lean();
  return row && toRequest(row);
}

/** How many this person has sent since then, whatever became of them. */
export const countRequests = ({ requests }: Models, user: UserId, since: Instant) =>
  requests.countDocuments({ user, sentAt: { $gt: since } });

type World = { readonly models: Models; readonly admins: readonly UserId[] };

async function see({ models, admins }: World, row: RequestRow): Promise<SeenRequest> {
  const { seats, officers } = models;
  const [seat, officer] = await Promise.all([
    row.seat === null ? null : seats.findById(row.seat).lean(),
    row.decidedBy === null ? null : officers.findOne({ user: row.decidedBy }).lean(),
  ]);
  return {
    request: toRequest(row),
    seat: seat && toSeat(seat),
    deciderId: row.decidedBy as UserId | null,
    decidedBy: officer
      ? { officer: officer.name }
      : admins.some((admin) => admin === row.decidedBy)
        ? 'admin'
        : null,
  };
}

/** Any request, or null. The asker checks whether its tambon is the asker's. */
export async function readRequest(world: World, id: string): Promise<SeenRequest | null> {
  const row = await world.models.requests.findById(id).lean();
  return row && see(world, row);
}

/** What waits in a scope, oldest first; `page` counts from 1. */
export async function readWaiting(
  world: World,
  scope: GrantedScope,
  page: number,
  pageSize: number,
): Promise<WaitingPage> {
  const places =
    scope.kind === 'all' ? [{}] : scope.areas.map((code) => ({ tambon: inArea(code) }));
  if (places.length === 0) return { total: 0, shown: [] };
  const filter = { state: 'waiting' as const, $or: places };
  const { requests } = world.models;
  const total = await requests.countDocuments(filter);
  const rows = await requests
    .find(filter)
    .sort({ sentAt: 1, _id: 1 })
    .skip((page - 1) * pageSize)
    .limit(pageSize)
    .lean();
  return { total, shown: await Promise.all(rows.map((row) => see(world, row))) };
}

/** Those of these people who gave consent and have not blocked the account. */
async function reachable({ members }: Models, users: readonly string[]) {
  const rows = await members.find({ _id: { $in: users }, reachable: true }, { _id: 1 }).lean();
  return rows.map((row) => row._id as UserId);
}

/** Who decides about a tambon's newcomers: the district's officers, none → the province's, none → the admins. */
export async function readApprovers(
  models: Models,
  tambon: AreaCode,
  admins: readonly UserId[],
): Promise<readonly UserId[]> {
  for (const digits of [4, 2]) {
    const rows = await models.officers.find({ area: tambon.slice(0, digits) }).lean();
    const users = await reachable(
      models,
      rows.map((row) => row.user),
    );
    if (users.length > 0) return users;
  }
  return admins;
}

/** Those of the areas that have seats in force. */
export async function readWithSeats({ seats }: Models, areas: readonly AreaCode[]) {
  if (areas.length === 0) return [];
  const places = areas.map((code) => ({ tambon: inArea(code) }));
  const tambons = await seats.distinct('tambon', { activeTo: null, $or: places });
  return areas.filter((area) => tambons.some((tambon) => covers(area, tambon as AreaCode)));
}

/** Every seat of a tambon that is in force. */
export async function readSeatsOf({ seats }: Models, tambon: AreaCode) {
  const rows = await seats.find({ tambon, activeTo: null }).sort({ number: 1 }).lean();
  return rows.map(toSeat);
}
