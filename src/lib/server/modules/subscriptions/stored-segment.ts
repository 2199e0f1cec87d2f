/** A stored row as the rules see it, and the block at which the ledger stands. */
import type { Moment, Segment } from '../../../domain/subscriptions/accrual.ts';
import { estimateTime } from '../../../domain/time/chain-clock.ts';
import { ledgerStatus } from '../../platform/store/documents/ledger-status.ts';
import { readStatus } from '../../platform/store/documents/sync-status.ts';
import type { Store } from '../../platform/store/store.ts';
import type { SubscriptionRow } from './statements.ts';

/** Whether a payment bought nothing; none of it is ever earned. */
export function isNothing({ outcome }: Pick<SubscriptionRow, 'outcome'>): boolean {
  return outcome !== 'bought' && outcome !== 'unpaid';
}

export function segmentOf(row: SubscriptionRow): Segment {
  const { end_height, end_time, stop_height, stop_time, stop_reason } = row;
  const isStopped = stop_height !== null && stop_time !== null && stop_reason !== null;
  return {
    start: { height: row.start_height, time: row.start_time },
    end: end_time !== null ? { time: end_time } : end_height !== null ? { height: end_height } : null,
    totalSat: BigInt(row.deposit_sat) + BigInt(row.carried_in_sat),
    stop: isStopped ? { at: { height: stop_height, time: stop_time }, reason: stop_reason } : null
  };
}

/** The newest block up to which payments are known; null: none is. */
export async function tipOf(store: Store): Promise<Moment | null> {
  const { revenue } = await readStatus(store, ledgerStatus);
  if (revenue === undefined) return null;
  return { height: revenue.tip, time: revenue.tipTime ?? estimateTime(revenue.tip) };
}

const LAST_DAY = '9999-99-99';

/** The newest block of which answers may tell; null: before the first run of the projector is complete nothing is known. */
export async function shownTipOf(store: Store): Promise<Moment | null> {
  const [last] = await store.query('subscription_day_before', { date: LAST_DAY });
  return last === undefined ? null : tipOf(store);
}

/** Whether the network's messages were complete once: before, what payments bought cannot be told apart from nothing. */
export async function hasMessages(store: Store): Promise<boolean> {
  const { messages } = await readStatus(store, ledgerStatus);
  return messages !== undefined;
}

/** A block of a height, with its time as the counted days around it tell. */
export async function blockAt(store: Store, height: number, tip: Moment): Promise<Moment> {
  const around = await store.query('subscription_day_at', { date: '', height });
  const below = around.find(({ is_above }) => is_above === 0);
  const above = around.find(({ is_above }) => is_above === 1);
  return { height, time: timeBetween(height, { below, above: above ?? tip }) };
}

/** The time of a block between two that are known; outside of them by the clock of the chain. */
function timeBetween(height: number, { below, above }: { below: Moment | undefined; above: Moment }): number {
  if (height === above.height) return above.time;
  if (below === undefined || above.height <= below.height) return Math.min(estimateTime(height), above.time);
  const share = (height - below.height) / (above.height - below.height);
  return below.time + Math.floor(share * (above.time - below.time));
}
