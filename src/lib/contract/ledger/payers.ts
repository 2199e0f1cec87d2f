/** Who paid: every payer with what it paid, and one of them. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Flux, freshness, Percent, UnixTime, Usd } from '../kit/figures.ts';
import { commaList, limitUpTo, order, page, text } from '../kit/parameters.ts';
import { Source } from './revenue.ts';

const figures = {
  payer: z.string().describe('address; Unknown: the transactions that name none'),
  source: Source,
  payments: Count,
  revenue: Flux,
  /** Of the payments with a price. */
  revenueUsd: Usd.nullable(),
  pricedCount: Count,
  apps: Count.describe('apps that are known by name'),
  firstPayment: UnixTime.nullable(),
  lastPayment: UnixTime.nullable(),
  /** Of the revenue of all payments. */
  share: Percent.nullable()
};
export const PayerRevenue = z.strictObject(figures);
export type PayerRevenue = z.infer<typeof PayerRevenue>;

export const payerSorts = ['revenue', 'usd', 'payments', 'apps', 'first', 'last', 'payer'] as const;

export const payerList = endpoint({
  id: 'payers',
  path: '/api/payers',
  summary: 'One page of payers, by revenue unless another order is asked',
  query: z.strictObject({
    page,
    limit: limitUpTo(1_000, 50),
    search: text({ min: 1, max: 64 }).describe('case-insensitive part of the address').optional(),
    source: commaList(Source.options).optional(),
    sort: z.enum(payerSorts, { error: payerSorts.join(', ') }).default('revenue'),
    order
  }),
  response: z.strictObject({
    payers: z.array(PayerRevenue),
    total: Count.nullable().describe('null: nothing was read yet'),
    /** Of all that are selected, not only of the page. */
    sum: z.strictObject({ payments: Count, revenue: Flux, revenueUsd: Usd.nullable(), pricedCount: Count }).nullable(),
    page: Count,
    limit: Count,
    totalPages: Count.nullable(),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});

export const payerDetail = endpoint({
  id: 'payer',
  path: '/api/payers/:address',
  summary: 'One payer: what it paid, and the apps that it paid most for',
  params: z.strictObject({ address: text({ min: 1, max: 128 }) }),
  response: z.strictObject({
    ...figures,
    rank: Count.describe('by revenue, from 1'),
    topApps: z
      .array(z.strictObject({ appName: z.string(), payments: Count, revenue: Flux, share: Percent.nullable() }))
      .describe('at most 100, highest revenue first; `apps` counts all'),
    link: z.string().describe('the payments themselves, newest first'),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});
