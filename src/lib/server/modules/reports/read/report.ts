/** The metrics of a report: every one from the days that charts and cards read too. */
import type { Metric, Report } from '../../../../contract/reports/reports.ts';
import { comparePeriods, type DayValues, type Kind } from '../../../../domain/reports/compare.ts';
import { formatFlux, formatPrice, formatUsd } from '../../../../domain/money/money.ts';
import { divideHalfUp } from '../../../../domain/money/decimal.ts';
import { dateOf, eachDay, type Period } from '../../../../domain/time/periods.ts';
import { readDays } from '../../history/module.ts';
import { periodsOf, readFigureBetween } from '../../insights/module.ts';
import { freshnessOf, type ReadContext, readKnownDays, readSyncState } from '../../ledger/module.ts';

interface MetricDefinition {
  key: string;
  label: string;
  unit: Metric['unit'];
  kind: Kind;
  /** Of days that are known. */
  days: DayValues;
}

type Range = { start: string; end: string };

export async function readReport(
  context: ReadContext,
  { params: { period }, query: { end } }: { params: { period: Period }; query: { end?: string | undefined } }
): Promise<Report> {
  const periods = periodsOf(context.now(), period, end);
  const range = { start: periods.previous.start, end: periods.current.end };
  const [state, ledger, network, meaning] = await Promise.all([
    readSyncState(context),
    ledgerMetrics(context, range),
    networkMetrics(context, range),
    meaningMetrics(context, range)
  ]);
  const metrics = [...ledger, ...network, ...meaning].map(({ kind, days, ...named }) => {
    const { missing, change, trend, ...values } = comparePeriods(kind, days, periods);
    const shown = (value: bigint | null) => (value === null ? null : show(named.unit, kind, value));
    return {
      ...named,
      current: shown(values.current),
      previous: shown(values.previous),
      difference: shown(values.difference),
      change,
      trend,
      status: missing.length === 0 ? ('ok' as const) : ('insufficient data' as const),
      missing
    };
  });
  return { period, ...periods, metrics, ...freshnessOf(state) };
}

function show(unit: Metric['unit'], kind: Kind, value: bigint): number | string {
  if (unit === 'FLUX') return formatFlux(value);
  if (unit === 'USD') return formatUsd(value);
  if (unit === 'USD per FLUX') return Number(formatPrice(divideHalfUp(value, 100n)));
  if (unit === 'index') return Number(divideHalfUp(value, 100n)) / 100;
  return kind === 'sum' ? Number(value) : Number(value) / 100;
}

async function ledgerMetrics(context: ReadContext, range: Range): Promise<MetricDefinition[]> {
  const [known, rows] = await Promise.all([readKnownDays(context), context.store.query('revenue_of_sources', range)]);
  const today = dateOf(context.now());
  const byDay = Map.groupBy(rows, ({ date }) => date);
  const days = eachDay(range.start, range.end).filter((date) => known.has(date) && date < today);
  const sumOf = (date: string, part: (row: (typeof rows)[number]) => bigint) =>
    (byDay.get(date) ?? []).reduce((sum, row) => sum + part(row), 0n);
  const payments = (date: string) => sumOf(date, (row) => BigInt(row.payment_count));
  // A day with a payment that has no price has no known value.
  const priced = days.filter((date) => sumOf(date, (row) => BigInt(row.priced_count)) === payments(date));
  const values = (dates: readonly string[], part: (date: string) => bigint): DayValues =>
    new Map(dates.map((date) => [date, { part: part(date) }]));
  const sum = { kind: 'sum' } as const;
  return [
    {
      key: 'revenue',
      label: 'Revenue',
      unit: 'FLUX',
      ...sum,
      days: values(days, (date) => sumOf(date, (row) => BigInt(row.amount_sat)))
    },
    {
      key: 'revenueUsd',
      label: 'Revenue in USD',
      unit: 'USD',
      ...sum,
      days: values(priced, (date) => sumOf(date, (row) => BigInt(row.usd_micros)))
    },
    { key: 'payments', label: 'Payments', unit: 'count', ...sum, days: values(days, payments) }
  ];
}

async function networkMetrics(context: ReadContext, range: Range): Promise<MetricDefinition[]> {
  const [snapshots, closes] = await Promise.all([
    readDays(context, range),
    context.store.query('closes_in_range', range)
  ]);
  type Row = typeof snapshots extends Map<string, infer R> ? R : never;
  const values = (part: (row: Row) => number | string | null, whole?: (row: Row) => number | null): DayValues => {
    const known = [...snapshots].flatMap(([date, row]) => {
      const [value, total] = [part(row), whole?.(row)];
      if (value === null || total === null) return [];
      return [[date, { part: BigInt(value), ...(total !== undefined && { whole: BigInt(total) }) }] as const];
    });
    return new Map(known);
  };
  const gauge = (key: string, label: string, days: DayValues, unit: Metric['unit'] = 'count'): MetricDefinition => ({
    key,
    label,
    unit,
    kind: 'gauge',
    days
  });
  const percent = (key: string, label: string, days: DayValues): MetricDefinition => ({
    key,
    label,
    unit: 'percent',
    kind: 'percent',
    days
  });
  return [
    gauge(
      'price',
      'FLUX price',
      // A close is the day's price; a snapshot has that of its moment, for days without.
      new Map([
        ...values((row) => row.price_e8),
        ...closes.map(({ date, price_e8 }) => [date, { part: BigInt(price_e8) }] as const)
      ]),
      'USD per FLUX'
    ),
    gauge(
      'nodes',
      'Nodes',
      values((row) => row.node_total)
    ),
    gauge(
      'cumulus',
      'Cumulus nodes',
      values((row) => row.node_cumulus)
    ),
    gauge(
      'nimbus',
      'Nimbus nodes',
      values((row) => row.node_nimbus)
    ),
    gauge(
      'stratus',
      'Stratus nodes',
      values((row) => row.node_stratus)
    ),
    gauge(
      'wallets',
      'Operator wallets',
      values((row) => row.wallet_count)
    ),
    gauge(
      'apps',
      'Running containers',
      values((row) => row.app_count)
    ),
    gauge(
      'gaming',
      'Game containers',
      values((row) => row.gaming_count)
    ),
    gauge(
      'crypto',
      'Crypto containers',
      values((row) => row.crypto_count)
    ),
    gauge(
      'wordpress',
      'WordPress containers',
      values((row) => row.wordpress_count)
    ),
    percent(
      'cpuUtilization',
      'Cores used',
      values(
        (row) => row.cpu_used_millicores,
        (row) => row.cpu_total_millicores
      )
    ),
    percent(
      'ramUtilization',
      'RAM used',
      values(
        (row) => row.ram_used_mb,
        (row) => row.ram_total_mb
      )
    ),
    percent(
      'storageUtilization',
      'Storage used',
      values(
        (row) => row.storage_used_mb,
        (row) => row.storage_total_mb
      )
    )
  ];
}

async function meaningMetrics(context: ReadContext, range: Range): Promise<MetricDefinition[]> {
  const [fill, expired, concentration] = await Promise.all([
    readFigureBetween(context, 'fill', range),
    readFigureBetween(context, 'expired', range),
    readFigureBetween(context, 'concentration.provider.nodes', range)
  ]);
  const valuesOf = (days: typeof fill, part: string, whole?: string): DayValues =>
    new Map(
      days.map(({ date, parts }) => [
        date,
        { part: BigInt(parts[part] ?? 0), ...(whole !== undefined && { whole: BigInt(parts[whole] ?? 0) }) }
      ])
    );
  return [
    {
      key: 'fill',
      label: 'Deployment fill',
      unit: 'percent',
      kind: 'percent',
      days: valuesOf(fill, 'running', 'ordered')
    },
    {
      key: 'expiredRunning',
      label: 'Containers past their end',
      unit: 'count',
      kind: 'gauge',
      days: valuesOf(expired, 'instances')
    },
    {
      key: 'providerHhi',
      label: 'Concentration of providers',
      unit: 'index',
      kind: 'gauge',
      days: valuesOf(concentration, 'hhi_e2')
    }
  ];
}
