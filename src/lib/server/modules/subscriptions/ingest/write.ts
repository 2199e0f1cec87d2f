/** One write of the projector: only what differs from what is stored. */
import type { StoreSubscriptionsArgs } from '../statements.ts';
import type { Fenced } from '../../../platform/store/rows.ts';

export type Write = Omit<StoreSubscriptionsArgs, keyof Fenced | 'processed'>;

/** Whether nothing would change; the height at which a row was first seen is not looked at. */
export function isSameRow<Row extends object>(a: Row | undefined, b: Row): boolean {
  if (a === undefined) return false;
  return (Object.keys(b) as (keyof Row)[]).every((key) => key === 'order_height' || a[key] === b[key]);
}

/** The first of some days; empty: there is none. */
export function earliest(days: readonly string[]): string {
  return days.filter((day) => day !== '').toSorted()[0] ?? '';
}
