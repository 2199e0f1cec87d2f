/** Revenue per day: every day of the range, ascending; null where it is not known, as before the first known payment. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, firstDate, Flux, freshness, Usd } from '../kit/figures.ts';
import { range } from '../kit/parameters.ts';

const query = z.strictObject(range);
const cache = { maxAgeSeconds: 30, serverSeconds: 60 };

export const DailyRevenue = z.strictObject({ date: Day, revenue: Flux.nullable() });
export type DailyRevenue = z.infer<typeof DailyRevenue>;

export const dailyRevenue = endpoint({
  id: 'dailyRevenue',
  path: '/api/history/revenue/daily',
  summary: 'Revenue per day in FLUX: the newest `limit` days (365), or from start_date to end_date',
  query,
  response: z.strictObject({ count: Count, data: z.array(DailyRevenue), ...firstDate, ...freshness }),
  cache
});

export const DailyRevenueUsd = z.strictObject({
  date: Day,
  revenueUsd: Usd.nullable(),
  pricedCount: Count.nullable(),
  totalCount: Count.nullable()
});
export type DailyRevenueUsd = z.infer<typeof DailyRevenueUsd>;

export const dailyRevenueUsd = endpoint({
  id: 'dailyRevenueUsd',
  path: '/api/history/revenue/daily-usd',
  summary: 'Revenue per day in USD, with how many of the payments have a price',
  query,
  response: z.strictObject({ count: Count, data: z.array(DailyRevenueUsd), ...firstDate, ...freshness }),
  cache
});
