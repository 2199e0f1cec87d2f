/** Apps by what was paid for them. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Flux, freshness, Percent, UnixTime, Usd } from '../kit/figures.ts';
import { limitUpTo, page, text } from '../kit/parameters.ts';
import { AppType } from './transactions.ts';

export const AppRevenue = z.strictObject({
  appName: z.string(),
  appType: AppType.nullable(),
  transactionCount: Count,
  totalRevenue: Flux,
  totalRevenueUsd: Usd.nullable(),
  pricedCount: Count,
  /** Of the revenue of all payments. */
  share: Percent.nullable(),
  avgPayment: Flux.nullable(),
  firstPayment: UnixTime.nullable(),
  lastPayment: UnixTime.nullable()
});
export type AppRevenue = z.infer<typeof AppRevenue>;

export const appAnalytics = endpoint({
  id: 'appAnalytics',
  path: '/api/analytics/apps',
  summary: 'Apps by revenue, highest first',
  query: z.strictObject({
    page,
    limit: limitUpTo(1_000, 50),
    search: text({ min: 1, max: 64 }).describe('case-insensitive part of the name').optional()
  }),
  response: z.strictObject({
    apps: z.array(AppRevenue),
    total: Count.nullable().describe('null: nothing was read yet'),
    page: Count,
    limit: Count,
    totalPages: Count.nullable(),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});
