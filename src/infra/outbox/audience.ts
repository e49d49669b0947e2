import { rangeOf } from '../../core/area.js';
import type { Audience } from '../../core/plan.js';
import type { Models } from '../mongo/models.js';
import type { Batch, PlanRow } from '../mongo/rows.js';

/** LINE's most recipients of one multicast. */
export const mostRecipients = 500;

/** Behind every seat: a plan that is resumed after its last page finds nobody twice. */
export const cursorAtEnd = ':';

type Page = {
  readonly users: readonly string[];
  /** Where the next page begins; null after the last one. */
  readonly cursor: string | null;
};

/** The next people of an audience after the seat `cursor`, at most one multicast's. */
export async function nextPage(models: Models, audience: Audience, cursor: string): Promise<Page> {
  const { seats, reports } = models;
  const { from, below } = audience.area ? rangeOf(audience.area) : { from: '', below: cursorAtEnd };
  const after = cursor === '' ? from : cursor;
  const taken = { holder: { $type: 'string' }, activeTo: null } as const;
  if (audience.missing === null) {
    const rows = await seats
      .find({ _id: { $gt: after, $lt: below }, ...taken }, { holder: 1 })
      .sort({ _id: 1 })
      .limit(mostRecipients)
      .lean();
    return pageOf(models, rows, rows);
  }
  const { missing } = audience;
  const range = { $gt: `${missing}/${after}`, $lt: `${missing}/${below}` };
  const due = await reports
    .find({ _id: range, standing: 'missing' }, { seat: 1 })
    .sort({ _id: 1 })
    .limit(mostRecipients)
    .lean();
  const rows = await seats
    .find({ _id: { $in: due.map((d) => d.seat) }, ...taken }, { holder: 1 })
    .lean();
  return pageOf(
    models,
    due.map((d) => ({ _id: d.seat })),
    rows,
  );
}

async function pageOf(
  models: Models,
  looked: readonly { readonly _id: string }[],
  seats: readonly { readonly holder: string | null }[],
): Promise<Page> {
  const users = await reachable(
    models,
    seats.flatMap((s) => (s.holder === null ? [] : [s.holder])),
  );
  const last = looked.at(-1);
  return { users, cursor: last && looked.length === mostRecipients ? last._id : null };
}

const reachable = async (
  { members }: Models,
  users: readonly string[],
): Promise<readonly string[]> => {
  const rows = await members.find({ _id: { $in: [...users] }, reachable: true }, { _id: 1 }).lean();
  const there = new Set(rows.map((row) => row._id));
  return users.filter((user) => there.has(user));
};

/** How many people the audience is at this moment. */
export async function sizeOf(models: Models, audience: Audience): Promise<number> {
  let size = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await nextPage(models, audience, cursor);
    size += page.users.length;
    cursor = page.cursor;
  }
  return size;
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
