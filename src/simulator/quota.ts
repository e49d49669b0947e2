export type QuotaPlan =
  | { readonly type: 'limited'; readonly value: number }
  | { readonly type: 'none' };

export type Quota = {
  plan(): QuotaPlan;
  /** Changes the plan, as the department would in LINE Official Account Manager. */
  setPlan(plan: QuotaPlan): void;
  /** Recipients counted this month. */
  used(): number;
  /** False when this many more recipients would exceed the month's limit. */
  allows(recipients: number): boolean;
  count(recipients: number): void;
  /** Nothing is used any more. */
  clear(): void;
};

// LINE states its days in UTC+9 (statistics per day); the month is taken to turn at the same hour.
const LINE_OFFSET_MS = 9 * 60 * 60 * 1000;

/** The monthly message quota, counted in recipients. */
export function createQuota(first: QuotaPlan, now: () => number): Quota {
  let plan = first;
  let [from, until] = [0, 0];
  let total = 0;
  const thisMonth = (): number => {
    const at = now();
    if (at >= from && at < until) return total;
    const there = new Date(at + LINE_OFFSET_MS);
    const monthFrom = (more: number): number =>
      Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + more) - LINE_OFFSET_MS;
    [from, until] = [monthFrom(0), monthFrom(1)];
    total = 0;
    return total;
  };
  return {
    plan: () => plan,
    setPlan: (next) => {
      plan = next;
    },
    used: thisMonth,
    allows: (recipients) => plan.type === 'none' || thisMonth() + recipients <= plan.value,
    count: (recipients) => {
      total = thisMonth() + recipients;
    },
    clear: () => {
      total = 0;
    },
  };
}
