import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaseOf, noPayments, payment, plant, txidOf } from '../../../../../tests/support/factories.ts';
import { figures, plantFigures } from '../../../../../tests/support/figures.ts';
import { addDays, startOfDate } from '../../../../domain/time/periods.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { SnapshotRow } from '../statements.ts';
import type { Store } from '../../../platform/store/store.ts';
import { finalizeSnapshots } from './finished-days.ts';
import { checkSnapshots } from './snapshot-check.ts';
import { takeRepoSnapshot, takeSnapshot } from './snapshots.ts';

/** The night in which Los Angeles changes its clocks is among the days. */
const FIRST_DAY = '2026-03-01';
const DAYS = 40;
const HOUR = 3_600;
const outside = ['nodes', 'wallets', 'collateral', 'cpu', 'ram', 'storage', 'apps', 'images'] as const;
type Figure = (typeof outside)[number] | 'flux_price_usd';

/** What gives no new figures from one hour until before another, counted from the first day. */
const outages: { of: readonly Figure[]; from: number; until: number }[] = [
  { of: outside, from: 4 * 24 + 17, until: 6 * 24 },
  { of: outside.filter((name) => name !== 'nodes'), from: 11 * 24 + 12, until: 12 * 24 + 15 },
  { of: ['apps', 'images'], from: 19 * 24 + 10, until: 20 * 24 + 18 },
  { of: ['flux_price_usd'], from: 29 * 24 + 12, until: 31 * 24 }
];
const isProcessDown = (hour: number) => Math.floor(hour / 24) === 25;
/** Payments of a day: 0, 1 or 2, at eight in the morning. */
const paymentsOf = (day: number) => day % 3;
const amountOf = (day: number) => BigInt(day + 1) * 100_000_000n;
const paidTxid = (day: number, number: number) => txidOf(day * 10 + number);

describe.each([
  ['UTC', 0],
  ['America/Los_Angeles', 480],
  ['Asia/Kolkata', -330],
  ['Pacific/Kiritimati', -840]
])('forty days in %s', (zone, offsetMinutes) => {
  const zoneBefore = process.env['TZ'];
  let store: Store;
  let rows: SnapshotRow[];
  let asTheyWere: SnapshotRow[];
  beforeAll(async () => {
    process.env['TZ'] = zone;
    ({ store, asTheyWere } = await liveFortyDays());
    rows = await snapshots(store);
  });
  afterAll(async () => {
    if (zoneBefore === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zoneBefore;
    await store.close();
  });
  const row = (day: number) => rows.find(({ date }) => date === addDays(FIRST_DAY, day))!;

  it('runs in that time zone', () => {
    expect(new Date('2026-03-01T12:00:00Z').getTimezoneOffset()).toBe(offsetMinutes);
  });
  it('has exactly one row per UTC day', () => {
    expect(rows.map(({ date }) => date)).toEqual(Array.from({ length: DAYS }, (_, day) => addDays(FIRST_DAY, day)));
  });
  it('takes what was known at the first look after five past midnight', () => {
    for (const day of [0, 1, 4, 6, 11, 19, 24, 26, 39]) expect(row(day)).toMatchObject(takenAt(day * 24 + 1));
  });
  it('has a day of which nothing was known, or on which nobody looked, as one of nulls', () => {
    for (const day of [5, 25]) {
      expect(row(day)).toMatchObject({ origin: 'backfilled', revenue_sat: revenueOf(day) });
      expect(metricsIn(row(day))).toEqual([]);
    }
  });
  it('waits for a second figure and then takes all of them at once', () => {
    expect(row(12)).toMatchObject(takenAt(12 * 24 + 15));
  });
  it('fills later what was unknown at first and nothing else', () => {
    expect(row(20)).toMatchObject({
      ...takenAt(20 * 24 + 1),
      app_count: 2_000 + 20 * 24 + 18,
      docker_count: 1_700 + 20 * 24 + 18,
      gaming_count: 40 + 20 * 24 + 18
    });
  });
  it('has no price on a day that knew none, whatever the days beside it knew', () => {
    expect(row(30).price_e8).toBeNull();
    expect(row(30).node_cumulus).toBe(1_000 + 30 * 24 + 1);
    expect(row(29).price_e8).toBe(String(7_000_000 + 29 * 24 + 1));
    expect(row(31).price_e8).toBe(String(7_000_000 + 31 * 24 + 1));
  });
  it('has the revenue of every ended day as its payments say, 0 where there were none, and none of the last', () => {
    expect(rows.slice(0, -1).map(({ revenue_sat }) => revenue_sat)).toEqual(
      Array.from({ length: DAYS - 1 }, (_, day) => revenueOf(day))
    );
    expect(row(14)).toMatchObject({ payment_count: 2, priced_count: 2, revenue_usd_micros: '300000' });
    expect(row(DAYS - 1)).toMatchObject({ revenue_sat: null, payment_count: null });
  });
  it('never wrote over a row of an earlier day', () => {
    expect(asTheyWere).toHaveLength(DAYS - 2);
    for (const before of asTheyWere) {
      const now = rows.find(({ date }) => date === before.date)!;
      expect({ ...now, ...revenueColumns }).toEqual({ ...before, ...revenueColumns });
    }
  });
  it('has images of the days that knew them, once, and what was named beside them', async () => {
    const days = Array.from({ length: DAYS }, (_, day) => addDays(FIRST_DAY, day));
    const known = await store.query('repo_days', { dates: Object.fromEntries(days.map((date) => [date, 1 as const])) });
    expect(known.map(({ date }) => date)).toEqual(days.filter((_, day) => day !== 5 && day !== 25));
    const games = await store.query('get_repos_by_category', { category: 'gaming', start: days[20]!, end: days[20]! });
    expect(games).toEqual([{ date: days[20], slug: 'palworld', instance_count: row(20).gaming_count }]);
  });
  it('changes an ended day when its payments change, and no other', async () => {
    const lease = await leaseOf(store);
    const gone = { [paidTxid(7, 0)]: 1 as const };
    await store.query('store_payments', { ...noPayments, ...lease, removed_payments: gone, affected: gone });
    expect(await finalizeSnapshots(store, lease)).toBe(1);
    const after = await snapshots(store);
    expect(after[7]).toEqual({
      ...rows[7],
      revenue_sat: '0',
      revenue_usd_micros: '0',
      payment_count: 0,
      priced_count: 0
    });
    expect(after.toSpliced(7, 1)).toEqual(rows.toSpliced(7, 1));
  });
});

const revenueColumns = { revenue_sat: null, revenue_usd_micros: null, payment_count: null, priced_count: null };
const revenueOf = (day: number) => String(BigInt(paymentsOf(day)) * amountOf(day));

/** The row that the figures of an hour make. */
function takenAt(hour: number): Partial<SnapshotRow> {
  return {
    origin: 'observed',
    taken_at: startOfDate(FIRST_DAY) + hour * HOUR,
    price_e8: String(7_000_000 + hour),
    node_cumulus: 1_000 + hour,
    node_nimbus: 500,
    node_stratus: 100,
    node_total: 1_600 + hour,
    wallet_count: 800 + hour,
    collateral_cumulus_flux: 1_000_000 + hour,
    cpu_total_millicores: 10_000_000 + hour,
    cpu_used_millicores: 4_000_000,
    ram_total_mb: 20_000_000 + hour,
    storage_total_mb: 30_000_000 + hour,
    app_count: 2_000 + hour,
    docker_count: 1_700 + hour,
    gaming_count: 40 + hour,
    crypto_count: 30,
    wordpress_count: 7
  };
}

function metricsIn({ date: _date, origin: _origin, taken_at: _at, ...columns }: SnapshotRow): string[] {
  const owned = Object.keys(revenueColumns);
  return Object.entries(columns).flatMap(([name, value]) => (value === null || owned.includes(name) ? [] : [name]));
}

async function snapshots(store: Store): Promise<SnapshotRow[]> {
  return store.query('snapshots_between', { start: '0', end: '9' });
}

/** Each hour: what the sources give is stored, the ledger is synced, history is looked after. */
it('has totals of categories that are the sums of their products, whichever of the two was known first', async () => {
  const store = await openSqlite(':memory:');
  const day = startOfDate(FIRST_DAY);
  const run = {
    lease: await leaseOf(store, 'snapshots'),
    signal: new AbortController().signal,
    progress: () => undefined
  };
  const at = (now: number) => ({ store, now: () => now, log: pino({ level: 'silent' }) });
  const { images, ...others } = figures(1);
  await plantFigures(store, others, day);
  await takeSnapshot(at(day + HOUR), run);
  await plantFigures(store, { images: { ...images, named: { palworld: 77 } } }, day + HOUR);
  await takeRepoSnapshot(at(day + 2 * HOUR), run);
  await plantFigures(store, { images }, day + 86_400);
  await takeRepoSnapshot(at(day + 86_400 + HOUR), run);
  await plantFigures(store, figures(9), day + 86_400 + HOUR);
  await takeSnapshot(at(day + 86_400 + 2 * HOUR), run);
  const totals = (await snapshots(store)).map(({ gaming_count, crypto_count }) => [gaming_count, crypto_count]);
  expect(totals).toEqual([
    [77, 30],
    [41, 30]
  ]);
  await store.close();
});

async function liveFortyDays() {
  const store = await openSqlite(':memory:');
  const log = pino({ level: 'silent' });
  const network = { nodeHistory: () => Promise.reject(new UpstreamError('stats', 'away')) };
  const asTheyWere: SnapshotRow[] = [];
  for (let hour = 0; hour < DAYS * 24; hour++) {
    if (isProcessDown(hour)) continue;
    const now = startOfDate(FIRST_DAY) + hour * HOUR;
    const day = Math.floor(hour / 24);
    const isOut = (name: string) =>
      outages.some(({ of, from, until }) => of.some((each) => each === name) && hour >= from && hour < until);
    const given = Object.fromEntries(Object.entries(figures(hour)).filter(([name]) => !isOut(name)));
    await plantFigures(store, given, now);
    // What was paid while the process was down is read at its next start.
    const paidDays = hour % 24 === 8 ? [day] : hour === 26 * 24 ? [25] : [];
    await plant(store, { payments: paidDays.flatMap(paymentsAt), completedAt: now });
    const run = {
      lease: await leaseOf(store, 'snapshots'),
      signal: new AbortController().signal,
      progress: () => undefined
    };
    await checkSnapshots({ store, network, now: () => now, log }, run);
    await finalizeSnapshots(store, await leaseOf(store));
    if (hour % 24 === 23) {
      const [written] = await store.query('snapshots_between', {
        start: addDays(FIRST_DAY, day),
        end: addDays(FIRST_DAY, day)
      });
      if (written !== undefined) asTheyWere.push(written);
    }
  }
  return { store, asTheyWere };
}

function paymentsAt(day: number) {
  return Array.from({ length: paymentsOf(day) }, (_, number) =>
    payment({
      txid: paidTxid(day, number),
      block_height: 2_000_000 + day,
      block_time: startOfDate(addDays(FIRST_DAY, day)) + 8 * HOUR - 600,
      amount_sat: String(amountOf(day))
    })
  );
}
