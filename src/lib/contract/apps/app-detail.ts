/** One app: what was ordered, what was paid, where it runs. Names are exact: two may differ in case only. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, firstDate, Flux, freshness, Height, UnixTime, Usd } from '../kit/figures.ts';
import { Tier } from '../census/network.ts';
import { range, text } from '../kit/parameters.ts';
import { at, Moment } from '../subscriptions/subscriptions.ts';
import { AppType } from '../ledger/transactions.ts';

const params = z.strictObject({ name: text({ min: 1, max: 256 }) });

const Block = z.strictObject({ height: Height, estimatedTime: UnixTime.describe('from the height, not exact') });

export const Spec = z.strictObject({
  /** Whether the network knows it now, null before it was asked; else this is the last one that was paid for. */
  isLive: z.boolean().nullable(),
  owner: z.string().describe('empty where none is told'),
  version: Count.nullable(),
  hash: z.string(),
  instances: Count.nullable().describe('ordered'),
  components: z
    .array(
      z.strictObject({
        name: z.string(),
        image: z.string().describe('empty where none is told'),
        cpu: z.number().nullable(),
        ramMb: z.number().nullable(),
        hddGb: z.number().nullable()
      })
    )
    .nullable()
    .describe('empty when encrypted, null for a specification of a kind that is not known'),
  geolocation: z.array(z.string()).nullable(),
  encrypted: z.boolean(),
  registered: Block.nullable(),
  updated: Block,
  end: Block.nullable().describe('null: not known. Since version 9 a time, from which the height is estimated'),
  ...freshness
});

export const AppDetail = z.strictObject({
  name: z.string(),
  at: Moment.optional().describe('the block at which it is told, where one was asked for'),
  spec: Spec.nullable(),
  revenue: z.strictObject({
    total: Flux.nullable(),
    usd: Usd.nullable(),
    pricedCount: Count.nullable(),
    appType: AppType.nullable(),
    ...freshness
  }),
  payments: z.strictObject({
    count: Count.nullable(),
    first: UnixTime.nullable(),
    last: UnixTime.nullable(),
    link: z.string().describe('the payments themselves, newest first'),
    ...freshness
  }),
  running: z.strictObject({
    count: Count.nullable(),
    instances: z
      .array(
        z.strictObject({
          ip: z.string(),
          since: UnixTime.describe('first seen there'),
          collateral: z.string().nullable(),
          tier: Tier.nullable(),
          country: z.string().nullable(),
          countryCode: z.string().nullable(),
          provider: z.string().nullable()
        })
      )
      .nullable(),
    ...freshness
  })
});
export type AppDetail = z.infer<typeof AppDetail>;

export const appDetail = endpoint({
  id: 'appDetail',
  path: '/api/apps/:name',
  summary: 'One app: specification, revenue, and where it runs now',
  params,
  query: z.strictObject({ at }),
  response: AppDetail,
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});

export const appHistory = endpoint({
  id: 'appHistory',
  path: '/api/apps/:name/history',
  summary: 'Payments of an app and its running instances per day',
  params,
  query: z.strictObject(range),
  response: z.strictObject({
    name: z.string(),
    count: Count,
    data: z.array(
      z.strictObject({
        date: Day,
        payments: Count.nullable(),
        revenue: Flux.nullable(),
        instances: Count.nullable().describe('at the end of the day; null for a day that was not watched')
      })
    ),
    ...firstDate,
    ...freshness
  }),
  cache: { maxAgeSeconds: 30, serverSeconds: 60 }
});
