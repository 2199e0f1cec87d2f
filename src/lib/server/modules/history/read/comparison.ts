/**
 * Every current figure against the snapshot of some days ago.
 *
 * Gauges are compared as they are now. Revenue is compared by whole days, and comes from the ledger, so it is known
 * without a snapshot. What is a percentage itself changes in points.
 */
import type { Comparison, MetricChange } from '../../../../contract/history/metrics.ts';
import { change, formatFlux, formatPrice, formatUsd, trendOf } from '../../../../domain/money/money.ts';
import { unknownColumns } from '../../../../domain/census/network-columns.ts';
import { addDays, dateOf } from '../../../../domain/time/periods.ts';
import {
  oldestOf,
  type ReadContext,
  readSyncState,
  sumBySource,
  type Sums,
  type SyncState,
  total
} from '../../ledger/module.ts';
import { categoryNow, columnsNow, type Current, livePriceE8, readCurrent, sectionsOf } from '../../census/module.ts';
import { readProductDays, type ProductDays } from './product-days.ts';
import { readDays } from './snapshots.ts';

type Changes = Record<string, MetricChange>;

export async function readComparison(
  context: ReadContext,
  { params: { days } }: { params: { days: number } }
): Promise<Comparison> {
  const today = dateOf(context.now());
  const [snapshotDate, revenueDate] = [addDays(today, -days), addDays(today, -1)];
  const revenuePastDate = addDays(revenueDate, -days);
  const on = { start: snapshotDate, end: snapshotDate };
  const [state, current, snapshots, gaming, crypto] = await Promise.all([
    readSyncState(context),
    readCurrent(context),
    readDays(context, on),
    readProductDays(context, 'gaming', on),
    readProductDays(context, 'crypto', on)
  ]);
  const [revenue, pastRevenue] = await Promise.all([
    sumOfDay(context, state, revenueDate),
    sumOfDay(context, state, revenuePastDate)
  ]);
  const snapshot = snapshots.get(snapshotDate);
  const pastPrice = snapshot?.price_e8 ?? null;
  const changes: Changes = {
    'revenue.current': exactChange(revenue?.sat, pastRevenue?.sat, formatFlux),
    'revenue.usdValue': exactChange(usdOf(revenue), usdOf(pastRevenue), formatUsd),
    'revenue.paymentCount': gaugeChange(revenue?.payments ?? null, pastRevenue?.payments ?? null),
    'revenue.fluxPriceUsd': exactChange(livePriceE8(current), pastPrice === null ? null : BigInt(pastPrice), (price) =>
      Number(formatPrice(price))
    ),
    ...sectionChanges(current, snapshot ?? unknownColumns),
    ...productChanges(current, 'gaming', gaming, snapshotDate),
    ...productChanges(current, 'crypto', crypto, snapshotDate)
  };
  return {
    days,
    snapshotDate,
    revenueDate,
    revenuePastDate,
    changes,
    partialData: Object.values(changes).some((each) => each.current === null || each.past === null),
    message: snapshot === undefined ? `There is no snapshot of ${snapshotDate}.` : null,
    ...oldestOf([state, ...comparedFigures.map((name) => current(name))])
  };
}

const comparedFigures = ['flux_price_usd', 'nodes', 'wallets', 'collateral', 'cpu', 'ram', 'storage', 'apps'] as const;

/** null unless all of the day is known. */
async function sumOfDay(context: ReadContext, { knownDay }: SyncState, date: string): Promise<Sums | null> {
  if (knownDay === null || knownDay <= date) return null;
  return total(await sumBySource(context, { start: date, end: date }));
}

/** A day whose payments have no price has no known value. */
function usdOf(sums: Sums | null): bigint | null {
  return sums === null || (sums.priced === 0 && sums.payments > 0) ? null : sums.usdMicros;
}

function sectionChanges(current: Current, past: Parameters<typeof sectionsOf>[0]): Changes {
  const before = flatten(sectionsOf(past));
  return Object.fromEntries(
    Object.entries(flatten(sectionsOf(columnsNow(current)))).map(([name, now]) => {
      const compare = /(utilization|Percent)$/.test(name) ? pointsChange : gaugeChange;
      return [name, compare(now, before[name] ?? null)];
    })
  );
}

/**
 * Only where the products of both sides are known; one that is missing on a known side had no container there, unless it
 * was recognised later.
 */
function productChanges(current: Current, category: 'gaming' | 'crypto', before: ProductDays, date: string): Changes {
  const { products } = categoryNow(current, category);
  const past = before.get(date);
  if (products === null || past === undefined) return {};
  const now = new Map(products.map(({ slug, count }) => [slug, count]));
  const seen = [...past].flatMap(([slug, count]) => (count === null ? [] : [slug]));
  const slugs = [...new Set([...now.keys(), ...seen])].toSorted();
  return Object.fromEntries(
    slugs.map((slug) => {
      const before = past.get(slug);
      return [`${category}.${slug}`, gaugeChange(now.get(slug) ?? 0, before === undefined ? 0 : before)];
    })
  );
}

interface Figures {
  [name: string]: number | null | Figures;
}

function flatten(figures: Figures, prefix = ''): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, figure]) =>
      figure !== null && typeof figure === 'object'
        ? Object.entries(flatten(figure, `${prefix}${name}.`))
        : [[`${prefix}${name}`, figure] as const]
    )
  );
}

function exactChange(
  current: bigint | null | undefined,
  past: bigint | null | undefined,
  show: (units: bigint) => string | number
): MetricChange {
  const [now, before] = [current ?? null, past ?? null];
  const shown = (units: bigint | null) => (units === null ? null : show(units));
  const percent = change(now, before);
  const difference = now === null || before === null ? null : now - before;
  return {
    current: shown(now),
    past: shown(before),
    difference: shown(difference),
    change: percent,
    trend: trendOf(percent)
  };
}

function gaugeChange(current: number | null, past: number | null): MetricChange {
  const percent = change(current, past);
  return { current, past, difference: differenceOf(current, past), change: percent, trend: trendOf(percent) };
}

function pointsChange(current: number | null, past: number | null): MetricChange {
  const difference = differenceOf(current, past);
  return { current, past, difference, change: difference, trend: trendOf(difference) };
}

/** To two decimals, as the figures themselves. */
function differenceOf(current: number | null, past: number | null): number | null {
  return current === null || past === null ? null : (Math.round(current * 100) - Math.round(past * 100)) / 100;
}
