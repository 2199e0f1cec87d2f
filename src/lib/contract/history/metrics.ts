/** The network now, and against an earlier day. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Coverage, Day, freshness, Percent, Trend, UnixTime } from '../kit/figures.ts';
import * as network from '../census/network.ts';
import { wholeNumber, MAX_DAYS } from '../kit/parameters.ts';

const coverage = { coverage: Coverage.nullable() };

export const Metrics = z.strictObject({
  lastUpdate: UnixTime.nullable().describe('of the newest figure'),
  revenue: z.strictObject({ ...network.revenueSection, ...freshness }).describe('of today so far'),
  cloud: z.strictObject({ ...network.cloudSection, ...coverage, ...freshness }),
  apps: z.strictObject({ ...network.appsSection, ...coverage, ...freshness }),
  gaming: z.strictObject({ ...network.categorySection, ...coverage, ...freshness }),
  crypto: z.strictObject({ ...network.categorySection, ...coverage, ...freshness }),
  wordpress: z.strictObject({ ...network.wordpressSection, ...coverage, ...freshness }),
  nodes: z.strictObject({ ...network.nodesSection, ...freshness }),
  wallets: z.strictObject({ ...network.walletsSection, ...freshness }),
  collateral: z.strictObject({ ...network.collateralSection, ...freshness })
});
export type Metrics = z.infer<typeof Metrics>;

export const metricsCurrent = endpoint({
  id: 'metricsCurrent',
  path: '/api/metrics/current',
  summary: 'The newest known figures of the network, each with its age and how much of the network told it',
  response: Metrics,
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});

/** Amounts of FLUX and USD as decimal text, everything else as a number. */
const Compared = z.union([z.number(), z.string().regex(/^-?\d+\.\d+$/)]).nullable();

export const MetricChange = z.strictObject({
  current: Compared,
  past: Compared,
  difference: Compared,
  change: Percent.nullable().describe(
    'percent of the past; of a figure that is itself a percentage (utilization, ...Percent): percentage points, the same as difference'
  ),
  trend: Trend
});
export type MetricChange = z.infer<typeof MetricChange>;

export const Comparison = z.strictObject({
  days: Count,
  /** Of the snapshot that figures are compared with. */
  snapshotDate: Day,
  /** Revenue is compared by whole days: the last one that has ended against the one `days` before it. */
  revenueDate: Day,
  revenuePastDate: Day,
  changes: z
    .record(z.string(), MetricChange)
    .describe('by the names of /api/metrics/current, dotted: nodes.total, cloud.cpu.used, gaming.minecraft, ...'),
  /** Whether something on either side is not known. */
  partialData: z.boolean(),
  message: z.string().nullable().describe('given when there is no snapshot of that day'),
  ...freshness
});
export type Comparison = z.infer<typeof Comparison>;

export const comparison = endpoint({
  id: 'comparison',
  path: '/api/analytics/comparison/:days',
  summary: 'Every current figure against the snapshot of some days ago; revenue by whole days',
  params: z.strictObject({ days: wholeNumber({ min: 1, max: MAX_DAYS }) }),
  response: Comparison,
  cache: { maxAgeSeconds: 30, serverSeconds: 60 }
});
