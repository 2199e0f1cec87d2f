/** Daily snapshots: every day of the range, ascending; null where nothing was known. Today is among them once it was taken. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, firstDate, Flux, freshness, Percent } from '../kit/figures.ts';
import * as network from '../census/network.ts';
import { range } from '../kit/parameters.ts';

const query = z.strictObject(range);
const cache = { maxAgeSeconds: 30, serverSeconds: 60 };

export const Snapshot = z.strictObject({
  date: Day,
  revenue: Flux.nullable().describe('null until the day has ended'),
  fluxPriceUsd: z.number().nullable(),
  nodes: Count.nullable(),
  apps: Count.nullable(),
  gaming: Count.nullable(),
  crypto: Count.nullable(),
  wordpress: Count.nullable(),
  cpuUtilization: Percent.nullable(),
  ramUtilization: Percent.nullable(),
  storageUtilization: Percent.nullable()
});
export type Snapshot = z.infer<typeof Snapshot>;

export const snapshots = endpoint({
  id: 'snapshots',
  path: '/api/history/snapshots',
  summary: 'The main figures of each day: the newest `limit` days (365), or from start_date to end_date',
  query,
  response: z.strictObject({ count: Count, data: z.array(Snapshot), ...firstDate, ...freshness }),
  cache
});

export const FullSnapshot = z.strictObject({
  date: Day,
  /** How the row came to be; null where there is none. */
  origin: z.enum(['observed', 'backfilled', 'imported']).nullable(),
  revenue: z.strictObject(network.revenueSection),
  cloud: z.strictObject(network.cloudSection),
  apps: z.strictObject(network.appsSection),
  gaming: z.strictObject(network.categorySection),
  crypto: z.strictObject(network.categorySection),
  wordpress: z.strictObject(network.wordpressSection),
  nodes: z.strictObject(network.nodesSection),
  wallets: z.strictObject(network.walletsSection),
  collateral: z.strictObject(network.collateralSection)
});
export type FullSnapshot = z.infer<typeof FullSnapshot>;

export const fullSnapshots = endpoint({
  id: 'fullSnapshots',
  path: '/api/history/snapshots/full',
  summary: 'All figures of each day, products included, with the keys of /api/metrics/current',
  query,
  response: z.strictObject({ count: Count, data: z.array(FullSnapshot), ...firstDate, ...freshness }),
  cache
});
