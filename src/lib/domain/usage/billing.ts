/**
 * Periods of a tenant: from one billing day to the next, at 00:00 UTC. A month without that day has it on its last one.
 *
 * The day may change. What was billed stays as it was: the running period ends with the new day, at once if that day has passed
 * within it. So every moment lies in exactly one period, and none is longer than a month.
 */
export interface BillingRule {
  /** Unix seconds; null: always. */
  from: number | null;
  /** 1 to 31. */
  day: number;
}

/** Unix seconds; the end is exclusive. */
export interface BillingPeriod {
  start: number;
  end: number;
}

/** `rules` in ascending order, the first one from always. */
export function billingPeriod(rules: readonly BillingRule[], at: number): BillingPeriod {
  const next = rules.find(({ from }) => from !== null && from > at);
  const rule = rules.findLast(({ from }) => from === null || from <= at) ?? { from: null, day: 1 };
  const month = monthFrom(rule.day, at);
  return { start: Math.max(month.start, rule.from ?? month.start), end: Math.min(month.end, next?.from ?? month.end) };
}

/** The rules after the day has changed at a moment, and when the first period by the new day began. */
export function changeBillingDay(
  rules: readonly BillingRule[],
  { day, now }: { day: number; now: number }
): { rules: BillingRule[]; from: number } {
  const from = Math.max(monthFrom(day, now).start, billingPeriod(rules, now).start);
  return { rules: [...rules.filter((rule) => rule.from === null || rule.from < from), { from, day }], from };
}

/** The month from one such day to the next that a moment lies in. */
function monthFrom(day: number, at: number): BillingPeriod {
  const date = new Date(at * 1_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const here = dayOf(year, month, day);
  const first = at >= here ? month : month - 1;
  return { start: dayOf(year, first, day), end: dayOf(year, first + 1, day) };
}

function dayOf(year: number, month: number, day: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, lastDay)) / 1_000;
}
