/** What a tenant has used: in the running period and minute, by feature, by step of time, and what it will come to. */
import type * as wire from '../../../../contract/usage/usage.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { billingPeriod } from '../../../../domain/usage/billing.ts';
import { percentOf, toWire } from '../../../../domain/usage/tokens.ts';
import { BadRequest, NotFound } from '../../../platform/errors.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { SumRow } from '../statements.ts';
import { tenantOf, type Tenant } from '../tenant.ts';
import { forecastOf } from './forecast.ts';

export interface UsageReadDeps {
  store: Store;
  /** Unix seconds. */
  now: () => number;
}

type Usage = Answer<typeof wire.usage>;
type Series = Answer<typeof wire.meterSeries>;

const steps = { minute: 60, hour: 3_600, day: 86_400 } as const;

/** @throws NotFound for a tenant that nobody has made */
export async function readUsage(
  { store, now }: UsageReadDeps,
  { params }: { params: { tenant: string } }
): Promise<Usage> {
  const tenant = await tenantNamed(store, params.tenant);
  const at = now();
  const minute = at - (at % steps.minute);
  const period = billingPeriod(tenant.rules, at);
  const of = { tenant: tenant.name };
  const [features, recent, crossed] = await Promise.all([
    store.query('meter_features', { ...of, from: period.start, to: period.end }),
    store.query('meter_features', { ...of, from: minute, to: minute + steps.minute }),
    store.query('meter_crossed', { ...of, period_start: period.start })
  ]);
  const total = features.reduce((sum, row) => sum + sumOf(row), 0n);
  return {
    tenant: tenant.name,
    minute,
    minuteTokens: toWire(recent.reduce((sum, row) => sum + sumOf(row), 0n)),
    totalTokens: toWire(total),
    eventCount: features.reduce((sum, { events }) => sum + events, 0),
    quota: tenant.quota === null ? null : toWire(tenant.quota),
    quotaPercent: percentOf(total, tenant.quota),
    plan: tenant.plan,
    period,
    thresholds: crossed.map(({ threshold, crossed_at }) => ({ threshold, crossedAt: crossed_at })),
    forecast: forecastOf(total, tenant.quota, { period, now: at }),
    features: features.map((row) => ({ feature: row.feature, tokens: toWire(sumOf(row)), eventCount: row.events })),
    asOf: at,
    stale: false
  };
}

/** @throws NotFound for a tenant that nobody has made; BadRequest for a range of more steps than the limit */
export async function readMeterSeries(
  { store, now }: UsageReadDeps,
  {
    query
  }: {
    query: {
      tenant: string;
      feature?: string | undefined;
      step: keyof typeof steps;
      from?: number | undefined;
      to?: number | undefined;
      limit: number;
    };
  }
): Promise<Series> {
  const tenant = await tenantNamed(store, query.tenant);
  const { step: name, limit } = query;
  const step = steps[name];
  const at = now();
  const end = roundUp(query.to ?? at + 1, step);
  const start = query.from === undefined ? Math.max(0, end - limit * step) : query.from - (query.from % step);
  if (end <= start || (end - start) / step > limit) {
    const message = `before \`to\`, at most ${limit} steps (see limit)`;
    throw new BadRequest(`from: ${message}`, [{ name: 'from', message }]);
  }
  const rows = await store.query('meter_series', {
    tenant: tenant.name,
    feature: query.feature ?? '',
    from: start,
    to: end,
    step,
    limit
  });
  const known = new Map(rows.map((row) => [row.at, row]));
  return {
    tenant: tenant.name,
    feature: query.feature ?? null,
    step: name,
    data: Array.from({ length: (end - start) / step }, (_, index) => {
      const row = known.get(start + index * step);
      return { at: start + index * step, tokens: toWire(row ? sumOf(row) : 0n), eventCount: row?.events ?? 0 };
    }),
    asOf: at,
    stale: false
  };
}

async function tenantNamed(store: Store, name: string): Promise<Tenant> {
  const [row] = await store.query('meter_tenant', { name });
  if (row === undefined) throw new NotFound(`There is no tenant ${name}.`);
  return tenantOf(row);
}

const sumOf = ({ high, mid, small }: SumRow): bigint =>
  BigInt(high) * 1_000_000_000_000_000n + BigInt(mid) * 1_000_000n + BigInt(small);
const roundUp = (at: number, step: number): number => Math.ceil(at / step) * step;
