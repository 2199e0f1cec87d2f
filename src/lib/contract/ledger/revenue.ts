/** Revenue of the running period against the one before it. */
import * as z from 'zod';
import { payers, perPayer } from '../../domain/payments/payers.ts';
import { endpoint } from '../kit/endpoint.ts';
import { change, Count, Coverage, Day, Flux, freshness, Percent, Usd } from '../kit/figures.ts';

export const Period = z.enum(['daily', 'weekly', 'monthly', 'quarterly', 'yearly']);
export type Period = z.infer<typeof Period>;

export const Source = z.enum(payers);
export type Source = z.infer<typeof Source>;

/** null = not known; `coverage` is given where only some of the days are known. */
export const RevenueOfPeriod = z.strictObject({
  start: Day,
  end: Day,
  revenue: Flux.nullable(),
  payments: Count.nullable(),
  usd: Usd.nullable(),
  pricedCount: Count.nullable(),
  coverage: Coverage.nullable(),
  ...freshness
});
export type RevenueOfPeriod = z.infer<typeof RevenueOfPeriod>;

export const SourceRevenue = z.strictObject({
  revenue: Flux.nullable(),
  payments: Count.nullable(),
  /** Of the period's revenue. */
  share: Percent.nullable()
});

export const Revenue = z.strictObject({
  period: Period,
  current: RevenueOfPeriod,
  previous: RevenueOfPeriod,
  comparison: z.strictObject({ ...change, ...freshness }),
  /** The previous period up to as many seconds as have passed of this one, and the change against that. */
  likeForLike: z.strictObject({ revenue: Flux.nullable(), payments: Count.nullable(), ...change, ...freshness }),
  sources: z.strictObject({ ...perPayer(() => SourceRevenue), ...freshness })
});
export type Revenue = z.infer<typeof Revenue>;

export const revenue = endpoint({
  id: 'revenue',
  path: '/api/revenue/:period',
  summary: 'Revenue of the period to date, of the one before it, and both compared',
  params: z.strictObject({ period: Period }),
  response: Revenue,
  cache: { maxAgeSeconds: 10, serverSeconds: 10 }
});
