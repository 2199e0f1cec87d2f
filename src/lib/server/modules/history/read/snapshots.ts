/** The daily snapshots of a range, every day of it: a day without a row is a day of unknowns. */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { ProductCount } from '../../../../contract/census/network.ts';
import type * as wire from '../../../../contract/history/snapshots.ts';
import { productOf } from '../../../../domain/apps/categories.ts';
import { formatFlux, formatUsd } from '../../../../domain/money/money.ts';
import { unknownColumns } from '../../../../domain/census/network-columns.ts';
import { dateOf, eachDay } from '../../../../domain/time/periods.ts';
import type { SnapshotRow } from '../statements.ts';
import { rangeOf, type ReadContext } from '../../ledger/module.ts';
import { byCount, sectionsOf, shownPrice } from '../../census/module.ts';
import { readProductDays, type ProductDays } from './product-days.ts';
import { knownColumns, recognisedOf } from './recognised.ts';
import { readSnapshotState, snapshotFreshness } from './snapshot-state.ts';

type Query = Parsed<typeof wire.snapshots>['query'];

export async function readSnapshots(
  context: ReadContext,
  { query }: { query: Query }
): Promise<Answer<typeof wire.snapshots>> {
  const { start, end } = rangeOf(query, dateOf(context.now()));
  const [state, rows] = await Promise.all([readSnapshotState(context), readDays(context, { start, end })]);
  const data = eachDay(start, end).map((date) => summaryOf(date, rows.get(date)));
  return { count: data.length, data, firstDate: state.firstDate, ...snapshotFreshness(state, context.now()) };
}

export async function readFullSnapshots(
  context: ReadContext,
  { query }: { query: Query }
): Promise<Answer<typeof wire.fullSnapshots>> {
  const { start, end } = rangeOf(query, dateOf(context.now()));
  const [state, rows, gaming, crypto] = await Promise.all([
    readSnapshotState(context),
    readDays(context, { start, end }),
    readProductDays(context, 'gaming', { start, end }),
    readProductDays(context, 'crypto', { start, end })
  ]);
  const data = eachDay(start, end).map((date) => {
    const row = rows.get(date);
    const sections = sectionsOf(row ?? unknownColumns);
    return {
      date,
      origin: row?.origin ?? null,
      revenue: revenueOf(row),
      ...sections,
      gaming: { ...sections.gaming, products: productsOf(gaming, date) },
      crypto: { ...sections.crypto, products: productsOf(crypto, date) }
    };
  });
  return { count: data.length, data, firstDate: state.firstDate, ...snapshotFreshness(state, context.now()) };
}

/** Snapshots by day, each without what was not recognised by then. */
export async function readDays(
  context: ReadContext,
  range: { start: string; end: string }
): Promise<Map<string, SnapshotRow>> {
  const [since, rows] = await Promise.all([recognisedOf(context), context.store.query('snapshots_between', range)]);
  return new Map(rows.map((row) => [row.date, knownColumns(row, since)]));
}

function summaryOf(date: string, row: SnapshotRow | undefined): wire.Snapshot {
  const { cloud, apps, gaming, crypto, wordpress, nodes } = sectionsOf(row ?? unknownColumns);
  const { current, fluxPriceUsd } = revenueOf(row);
  return {
    date,
    revenue: current,
    fluxPriceUsd,
    nodes: nodes.total,
    apps: apps.total,
    gaming: gaming.total,
    crypto: crypto.total,
    wordpress: wordpress.count,
    cpuUtilization: cloud.cpu.utilization,
    ramUtilization: cloud.ram.utilization,
    storageUtilization: cloud.storage.utilization
  };
}

function revenueOf(row: SnapshotRow | undefined): wire.FullSnapshot['revenue'] {
  const { revenue_sat: sat = null, revenue_usd_micros: micros = null, price_e8: price = null } = row ?? {};
  const { payment_count: payments = null, priced_count: priced = null } = row ?? {};
  const isUnpriced = priced === 0 && payments !== null && payments > 0;
  return {
    current: sat === null ? null : formatFlux(BigInt(sat)),
    fluxPriceUsd: shownPrice(price === null ? null : BigInt(price)),
    usdValue: micros === null || isUnpriced ? null : formatUsd(BigInt(micros)),
    paymentCount: payments,
    pricedCount: priced
  };
}

function productsOf(days: ProductDays, date: string): ProductCount[] | null {
  const ofDay = days.get(date);
  if (ofDay === undefined) return null;
  return byCount([...ofDay].flatMap(([slug, count]) => (count === null ? [] : [{ ...productOf(slug), count }])));
}
