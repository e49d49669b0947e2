import { rangeOf } from '../../core/area.js';
import type { Audience } from '../../core/plan.js';
import type { Reach } from '../../features/broadcast/facts.js';
import type { Models } from '../mongo/models.js';
import type { Batch, PlanRow } from '../mongo/rows.js';

/** LINE's most recipients of one multicast. */
export const mostRecipients = 500;
/** Seats of a page when people are only counted. */
const countedAtOnce = 10_000;

/** Behind every seat: a plan that is resumed after its last page finds nobody twice. */
export const cursorAtEnd = ':';

type Page = {
  readonly users: readonly string[];
  /** Where the next page begins; null after the last one. */
  readonly cursor: string | null;
};

/** Ids of the audience's seats behind `cursor`; `prefix` stands before them in reports. */
function seatsAfter({ area }: Audience, cursor: string, prefix = '') {
  const { from, below } = area ? rangeOf(area) : { from: '', below: cursorAtEnd };
  return { $gt: prefix + (cursor === '' ? from : cursor), $lt: prefix + below };
}

/** The next people of an audience after the seat `cursor`, of so many seats; a multicast's unless told. */
export async function nextPage(
  models: Models,
  audience: Audience,
  cursor: string,
  most = mostRecipients,
): Promise<Page> {
  const { seats, reports } = models;
  const taken = { holder: { $type: 'string' }, activeTo: null } as const;
  if (audience.missing === null) {
    const rows = await seats
      .find({ _id: seatsAfter(audience, cursor), ...taken }, { holder: 1 })
      .sort({ _id: 1 })
      .limit(most)
      .lean();
    return pageOf(models, rows, rows, most);
  }
  const { missing } = audience;
  const range = seatsAfter(audience, cursor, `${missing}/`);
  const due = await reports
    .find({ _id: range, standing: 'missing' }, { seat: 1 })
    .sort({ _id: 1 })
    .limit(most)
    .lean();
  const rows = await seats
    .find({ _id: { $in: due.map((d) => d.seat) }, ...taken }, { holder: 1 })
    .lean();
  return pageOf(
    models,
    due.map((d) => ({ _id: d.seat })),
    rows,
    most,
  );
}

async function pageOf(
  models: Models,
  looked: readonly { readonly _id: string }[],
  seats: readonly { readonly holder: string | null }[],
  most: number,
): Promise<Page> {
  const users = await reachable(
    models,
    seats.flatMap((s) => (s.holder === null ? [] : [s.holder])),
  );
  const last = looked.at(-1);
  return { users, cursor: last && looked.length === most ? last._id : null };
}

const reachable = async (
  { members }: Models,
  users: readonly string[],
): Promise<readonly string[]> => {
  const rows = await members.find({ _id: { $in: [...users] }, reachable: true }, { _id: 1 }).lean();
  const there = new Set(rows.map((row) => row._id));
  return users.filter((user) => there.has(user));
};

/** The audience at this moment, in few and large pages: somebody waits for the answer. */
export async function reachOf(models: Models, audience: Audience): Promise<Reach> {
  const { missing } = audience;
  const seats =
    missing === null
      ? await models.seats.countDocuments({ _id: seatsAfter(audience, ''), activeTo: null })
      : await models.reports.countDocuments({
          _id: seatsAfter(audience, '', `${missing}/`),
          standing: 'missing',
        });
  let people = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await nextPage(models, audience, cursor, countedAtOnce);
    people += page.users.length;
    cursor = page.cursor;
  }
  return { people, seats };
}

/** Of a batch, in the same order, those to whom it still matters; null when its plan was stopped. */
export async function stillWanted(models: Models, batch: Batch): Promise<readonly string[] | null> {
  const plan = await models.plans
    .findById(batch.plan, { state: 1, missing: 1 })
    .lean<Pick<PlanRow, 'state' | 'missing'>>();
  if (!plan) return [];
  if (plan.state === 'stopped') return null;
  const users = await reachable(models, batch.recipients ?? []);
  const seats = await models.seats
    .find({ holder: { $in: [...users] }, activeTo: null }, { holder: 1 })
    .lean();
  const wanted = plan.missing === null ? seats : await missingOf(models, plan.missing, seats);
  const holders = new Set(wanted.map((seat) => seat.holder));
  return users.filter((user) => holders.has(user));
}

async function missingOf<S extends { readonly _id: string }>(
  { reports }: Models,
  round: string,
  seats: readonly S[],
): Promise<readonly S[]> {
  const due = await reports
    .find(
      { _id: { $in: seats.map((seat) => `${round}/${seat._id}`) }, standing: 'missing' },
      { seat: 1 },
    )
    .lean();
  const missing = new Set(due.map((d) => d.seat));
  return seats.filter((seat) => missing.has(seat._id));
}
