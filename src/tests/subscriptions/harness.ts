/** The indexer with the projector behind it, and the truth that it is held against. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { balanceAt } from '../../lib/domain/subscriptions/accrual.ts';
import { estimateTime } from '../../lib/domain/time/chain-clock.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { projectSubscriptions } from '../../lib/server/modules/subscriptions/ingest/project.ts';
import { segmentOf } from '../../lib/server/modules/subscriptions/stored-segment.ts';
import type { DayRow, SubscriptionRow } from '../../lib/server/modules/subscriptions/statements.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from '../support/factories.ts';
import type { Indexer } from '../sync/harness.ts';

/** One run of the projector. */
export async function project({ store, deps }: Pick<Indexer, 'store' | 'deps'>) {
  const { signal } = new AbortController();
  const lease = await leaseOf(store, 'subscriptions');
  return projectSubscriptions({ ...deps, store, asked: new Map() }, { lease, signal, progress: () => undefined });
}

/** What a change of the very first segment does to the checkpoints; nothing else changes. */
export async function dropCheckpoints(store: Store): Promise<void> {
  const [first] = [...(await allRows(store)).values()]
    .filter(({ outcome }) => outcome === 'bought' || outcome === 'unpaid')
    .sort((a, b) => a.start_height - b.start_height);
  if (first === undefined) return;
  const lease = await leaseOf(store, 'subscriptions');
  const none = { links: [], gone_links: {}, removed: {}, dirty_apps: {}, dirty_day: '', processed: [], events: [] };
  await store.query('store_subscriptions', { ...lease, ...none, rows: [{ ...first, owner: 'another' }] });
  await store.query('store_subscriptions', { ...lease, ...none, rows: [first] });
}

/** Every row, listed or not, by id. */
export async function allRows(store: Store): Promise<Map<string, SubscriptionRow>> {
  const rows = new Map<string, SubscriptionRow>();
  for (let after = { last_height: -1, id: '' }; ;) {
    const slice = await store.query('subscriptions_after', { ...after, limit: 2_000 });
    for (const row of slice) rows.set(row.id, row);
    const last = slice.at(-1);
    if (last === undefined) return rows;
    after = { last_height: last.last_height, id: last.id };
  }
}

export const allDays = (store: Store): Promise<DayRow[]> =>
  store.query('subscription_days_between', { start: '0000-00-00', end: '9999-99-99' });

/** Segment by segment, and what each has earned at some heights; answers how many there are. */
export async function expectSegments({ store, simulator }: Indexer, heights: number[]): Promise<number> {
  const truth = simulator.segments();
  const rows = [...(await allRows(store)).values()].filter(({ is_listed }) => is_listed === 1);
  const ours = new Map(rows.map((row) => [row.id, told(row)]));
  const theirs = new Map(truth.map((segment) => [segment.id, segment]));
  expect([...theirs.values()].filter(({ id }) => !ours.has(id)).slice(0, 3)).toEqual([]);
  expect([...ours.values()].filter(({ id }) => !theirs.has(id)).slice(0, 3)).toEqual([]);
  const isSame = (id: string) => text(ours.get(id)) === text(theirs.get(id));
  const differing = truth.filter(({ id }) => !isSame(id)).slice(0, 2);
  expect(differing.map(({ id }) => text(ours.get(id)))).toEqual(differing.map(text));
  for (const height of heights) {
    const wrong = rows.filter((row) => {
      const segment = theirs.get(row.id);
      if (segment === undefined || segment.endTime !== null || row.start_height > height) return false;
      const at = { height, time: 0 };
      const earned = told(row).why !== null && row.stop_height === null ? 0n : balanceAt(segmentOf(row), at).accrued;
      return earned !== simulator.earnedAt(segment, height);
    });
    expect(wrong.slice(0, 2)).toEqual([]);
  }
  return truth.length;
}

/** The law at random heights for every app: in each segment, and over the whole chain of each app. */
export async function expectLaw({ store, simulator }: Indexer, heights: number): Promise<void> {
  const { tip } = simulator.mine(0);
  const drawn = fc.sample(fc.integer({ min: 1_500_000, max: tip }), { numRuns: heights, seed: 5 });
  const rows = [...(await allRows(store)).values()].filter(
    ({ outcome }) => outcome === 'bought' || outcome === 'unpaid'
  );
  const faults: string[] = [];
  for (const [app, chain] of Map.groupBy(rows, ({ app_name }) => app_name)) {
    const segments = chain.map((row) => ({ row, segment: segmentOf(row) }));
    for (const height of drawn) {
      const at = { height, time: estimateTime(height) };
      let [given, kept] = [0n, 0n];
      for (const { row, segment } of segments) {
        if (row.start_height > height) continue;
        const { accrued, deferred, breakage, carriedOut } = balanceAt(segment, at);
        const whole = BigInt(row.deposit_sat) + BigInt(row.carried_in_sat);
        if (accrued + deferred + breakage + carriedOut !== whole) faults.push(`${app} ${row.id} at ${height}`);
        given += BigInt(row.deposit_sat);
        kept += accrued + deferred + breakage;
      }
      if (given !== kept) faults.push(`${app} at ${height}: paid ${given}, has ${kept}`);
    }
  }
  expect(faults.slice(0, 3)).toEqual([]);
}

const DAYS = 365;

/** Each payment once; and on each of the last 365 days cash is what was earned, broken and is owed, as the rows tell it. */
export async function expectSums(held: Indexer): Promise<void> {
  const { store, simulator } = held;
  const rows = [...(await allRows(store)).values()];
  const paid = await held.payments();
  const deposits = rows.filter(({ sender, deposit_sat }) => sender !== null && deposit_sat !== '0');
  expect(deposits.map(({ txid }) => txid).sort()).toEqual(paid.map(({ txid }) => txid).sort());
  expect(deposits.reduce((sum, row) => sum + BigInt(row.deposit_sat), 0n)).toBe(
    BigInt(simulator.truth().total.amountSat)
  );
  const lives = rows.filter(({ outcome }) => outcome === 'bought' || outcome === 'unpaid');
  const segments = lives.map((row) => ({ from: dateOf(row.start_time), segment: segmentOf(row) }));
  const broken = rows.filter(({ outcome }) => outcome !== 'bought' && outcome !== 'unpaid');
  const days = await allDays(store);
  const truth = simulator.truth();
  const sums = { cash: 0n, accrued: 0n, breakage: 0n };
  for (const [index, day] of days.entries()) {
    expect(day.cash_sat).toBe(truth.perDay[day.date]?.amountSat ?? '0');
    sums.cash += BigInt(day.cash_sat);
    sums.accrued += BigInt(day.accrued_sat);
    sums.breakage += BigInt(day.breakage_sat);
    expect(sums.accrued + sums.breakage + BigInt(day.deferred_sat)).toBe(sums.cash);
    if (index < days.length - DAYS) continue;
    const told = { cash: 0n, accrued: 0n, breakage: 0n };
    let deferred = 0n;
    for (const { start_time, deposit_sat } of broken) {
      if (dateOf(start_time) > day.date) continue;
      told.cash += BigInt(deposit_sat);
      told.breakage += BigInt(deposit_sat);
    }
    for (const row of lives) if (dateOf(row.start_time) <= day.date) told.cash += BigInt(row.deposit_sat);
    for (const { from, segment } of segments) {
      if (from > day.date) continue;
      const balance = balanceAt(segment, day);
      told.accrued += balance.accrued;
      told.breakage += balance.breakage;
      deferred += balance.deferred;
    }
    expect({ date: day.date, ...told, deferred }).toEqual({
      date: day.date,
      ...sums,
      deferred: BigInt(day.deferred_sat)
    });
  }
}

/** A row in the words of the truth. */
function told(row: SubscriptionRow) {
  const isNothing = row.outcome !== 'bought' && row.outcome !== 'unpaid';
  return {
    id: row.id,
    app: row.app_name,
    depositSat: BigInt(row.deposit_sat),
    carriedInSat: BigInt(row.carried_in_sat),
    start: row.start_height,
    end: row.end_height,
    endTime: row.end_time,
    stop: row.stop_height,
    why: isNothing ? row.outcome : row.stop_reason,
    leftSat: BigInt(row.left_sat)
  };
}

function text(segment: object | undefined): string {
  const entries = Object.entries(segment ?? {}).filter(([key]) => key !== 'startTime');
  return JSON.stringify(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
  );
}
