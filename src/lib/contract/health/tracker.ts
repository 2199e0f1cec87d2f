/** The tracker itself: the header of every page, and the size of what is stored. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, freshness, Height, Percent, UnixTime } from '../kit/figures.ts';

export const Header = z.strictObject({
  network: z.strictObject({
    fluxPriceUsd: z.number().nullable(),
    blockHeight: Height.nullable(),
    totalNodes: Count.nullable(),
    totalApps: Count.nullable(),
    arcaneOsCodename: z.string().nullable(),
    ...freshness
  }),
  tracker: z.strictObject({
    uptime: Count.describe('seconds'),
    snapshots: Count.nullable(),
    lastSnapshotDate: Day.nullable(),
    snapshotHealthy: z.boolean().nullable(),
    transactions: Count.nullable(),
    lastSyncBlock: Height.nullable(),
    nextSync: UnixTime.nullable(),
    ...freshness
  }),
  host: z.strictObject({
    platform: z.string(),
    nodeVersion: z.string(),
    cpuCores: Count,
    totalMemMB: Count,
    usedMemMB: Count,
    memPercent: Percent
  }),
  appVersion: z.string()
});
export type Header = z.infer<typeof Header>;

export const header = endpoint({
  id: 'header',
  path: '/api/header',
  summary: 'Network, tracker and host at a glance',
  response: Header,
  cache: { maxAgeSeconds: 5, serverSeconds: 5 }
});

export const Stats = z.strictObject({
  tables: z.record(z.string(), Count).describe('rows per table'),
  lastSnapshotDate: Day.nullable(),
  databaseBytes: Count.nullable(),
  ...freshness
});
export type Stats = z.infer<typeof Stats>;

export const stats = endpoint({
  id: 'stats',
  path: '/api/stats',
  summary: 'Row counts per table and size of the database',
  response: Stats,
  cache: { maxAgeSeconds: 30, serverSeconds: 30 }
});
