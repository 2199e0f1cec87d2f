/**
 * Cash against what was earned, per UTC day: rolled up, so that a chart costs days and not segments.
 *
 * Where a day ends in the chain is told by stored blocks on both sides of midnight, and by the tip for today. Days are
 * counted again from the first one that changed.
 */
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Moment } from '../../../../domain/subscriptions/accrual.ts';
import { dateOf, eachDay, SECONDS_PER_DAY, startOfDate } from '../../../../domain/time/periods.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import type { Store } from '../../../platform/store/store.ts';
import { addSegment, dayRows, openDays, type CountedDays } from '../segment-days.ts';
import { tipOf } from '../stored-segment.ts';
import type { ChangeRow, DayRow } from '../statements.ts';

/** Header times are not quite in the order of heights: a payment of a new day may stand a few blocks below the end of the last. */
const MARGIN_BLOCKS = 200;
/** About 10 ms of work where every segment lives for months. */
const ROWS_PER_SLICE = 300;
const MAX_CHANGES = 10_000;

/** Resolves with how many days were written. */
export async function countDays(store: Store, run: Run): Promise<number> {
  const tip = await tipOf(store);
  if (tip === null) return 0;
  const today = dateOf(tip.time);
  const changes = await store.query('subscription_changes_next', { kind: 'days', limit: MAX_CHANGES });
  const from = await firstDay(store, changes, today);
  if (from === null) return 0;
  const rows = await daysFrom(store, run, { from, today, tip });
  await store.query('store_subscription_days', { ...run.lease, from_date: from, days: rows, processed: changes });
  return rows.length;
}

/** The days from one on, as they are by what is stored of segments now. Writes nothing. */
export async function recountDays(store: Store, run: Pick<Run, 'signal'>, from: string): Promise<DayRow[]> {
  const tip = await tipOf(store);
  return tip === null ? [] : daysFrom(store, run, { from, today: dateOf(tip.time), tip });
}

async function daysFrom(
  store: Store,
  run: Pick<Run, 'signal'>,
  { from, today, tip }: { from: string; today: string; tip: Moment }
): Promise<DayRow[]> {
  const [before] = await store.query('subscription_day_before', { date: from });
  const bounds = await readBounds(store, { from, today, tip });
  const start = before === undefined ? null : { height: before.height, time: before.time };
  const counted = openDays(bounds, start);
  await addSegments(store, run, counted);
  return dayRows(counted, BigInt(before?.deferred_sat ?? 0));
}

/** The first day that changed, at the latest the newest that is stored: it was not over. null: there is nothing. */
async function firstDay(store: Store, changes: ChangeRow[], today: string): Promise<string | null> {
  const [last] = await store.query('subscription_day_before', { date: '9999-99-99' });
  const candidates = [...changes.map(({ key }) => key), ...(last === undefined ? [] : [last.date])].sort();
  const first = candidates[0];
  if (first === undefined || first > today) return null;
  if (last !== undefined && first > last.date) return last.date;
  return first;
}

/** The last block of each day from one on. */
async function readBounds(
  store: Store,
  { from, today, tip }: { from: string; today: string; tip: Moment }
): Promise<{ date: string; at: Moment }[]> {
  const blocks = await store.query('subscription_day_bounds', { from_time: 0 });
  const known = blocks.filter(({ min_height }) => min_height <= tip.height);
  let index = -1;
  return eachDay(from, today).map((date) => {
    const midnight = startOfDate(date) + SECONDS_PER_DAY;
    const day = midnight / SECONDS_PER_DAY - 1;
    while ((known[index + 1]?.day ?? Infinity) <= day) index++;
    const below = known[index];
    const above = known[index + 1];
    if (date === today || below === undefined)
      return { date, at: date === today ? tip : { height: 0, time: midnight - 1 } };
    const next = above === undefined ? tip : { height: above.min_height, time: above.min_time };
    const share = (midnight - 1 - below.max_time) / Math.max(1, next.time - below.max_time);
    const blocksOn = Math.floor(Math.max(0, Math.min(1, share)) * Math.max(0, next.height - 1 - below.max_height));
    return { date, at: { height: below.max_height + blocksOn, time: midnight - 1 } };
  });
}

async function addSegments(store: Store, run: Pick<Run, 'signal'>, counted: CountedDays): Promise<void> {
  for (let after = { last_height: (counted.start?.height ?? 0) - MARGIN_BLOCKS, id: '' }; ;) {
    run.signal.throwIfAborted();
    const rows = await store.query('subscriptions_after', { ...after, limit: ROWS_PER_SLICE });
    for (const row of rows) addSegment(row, counted);
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_SLICE) return;
    after = { last_height: last.last_height, id: last.id };
    await othersTurn();
  }
}
