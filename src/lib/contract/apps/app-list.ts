/** Every app that the network runs or that was paid for, in any order, with what a period brought. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, Flux, freshness, Height, Percent, UnixTime, Usd } from '../kit/figures.ts';
import { Category } from '../census/network.ts';
import { limitUpTo, order, page, text } from '../kit/parameters.ts';
import { AppType } from '../ledger/transactions.ts';

export const appStates = ['all', 'running', 'expiring', 'ended'] as const;
export const appSorts = ['revenue', 'usd', 'payments', 'last', 'instances', 'end', 'name'] as const;
export const expiringDays = ['1', '7', '30'] as const;

export const ListedApp = z.strictObject({
  appName: z.string(),
  appType: AppType.nullable(),
  category: Category.nullable().describe('of its images; null: none of these, or not known'),
  owner: z.string().nullable(),
  encrypted: z.boolean().nullable(),
  isLive: z.boolean().describe('the network has its specification now'),
  instances: z.strictObject({
    running: Count.nullable().describe('null: nobody watched'),
    ordered: Count.nullable()
  }),
  end: z.strictObject({ height: Height, estimatedTime: UnixTime }).nullable().describe('null: not known'),
  /** Of the period that was asked for; first and last too. null: the chain was not read yet. */
  payments: Count.nullable(),
  revenue: Flux.nullable(),
  revenueUsd: Usd.nullable(),
  pricedCount: Count.nullable(),
  firstPayment: UnixTime.nullable(),
  lastPayment: UnixTime.nullable(),
  /** Of the revenue of all apps that are selected. */
  share: Percent.nullable()
});
export type ListedApp = z.infer<typeof ListedApp>;

export const appList = endpoint({
  id: 'appList',
  path: '/api/apps',
  summary: 'One page of apps: running, expiring, ended or all, by revenue of any period unless another order is asked',
  query: z.strictObject({
    page,
    limit: limitUpTo(1_000, 50),
    state: z.enum(appStates, { error: appStates.join(', ') }).default('all'),
    days: z
      .enum(expiringDays, { error: expiringDays.join(', ') })
      .describe('expiring within')
      .default('7'),
    owner: text({ min: 1, max: 128 }).describe('exact').optional(),
    search: text({ min: 1, max: 64 }).describe('case-insensitive part of the name').optional(),
    start_date: Day.optional(),
    end_date: Day.optional(),
    sort: z.enum(appSorts, { error: appSorts.join(', ') }).default('revenue'),
    order
  }),
  response: z.strictObject({
    apps: z.array(ListedApp).nullable().describe('null: not known, as without the height of the chain'),
    total: Count.nullable(),
    /** Of all that are selected. */
    sum: z.strictObject({ payments: Count, revenue: Flux, revenueUsd: Usd.nullable(), pricedCount: Count }).nullable(),
    page: Count,
    limit: Count,
    totalPages: Count.nullable(),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 60 }
});
