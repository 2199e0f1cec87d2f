/** Two completed periods side by side. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Day, freshness, Percent, Trend } from '../kit/figures.ts';
import { Period } from '../ledger/revenue.ts';

const Range = z.strictObject({ start: Day, end: Day });
/** Amounts of FLUX and USD as decimal text, everything else as a number. */
const Value = z.union([z.number(), z.string().regex(/^-?\d+\.\d+$/)]).nullable();

export const Metric = z.strictObject({
  key: z.string(),
  label: z.string(),
  unit: z.enum(['FLUX', 'USD', 'percent', 'index', 'count', 'USD per FLUX']),
  current: Value,
  previous: Value,
  difference: Value,
  change: Percent.nullable().describe(
    'percent of the previous period; of a percentage: points, the same as difference'
  ),
  trend: Trend,
  status: z
    .enum(['ok', 'insufficient data'])
    .describe('a metric has values only where every day of both periods is known'),
  missing: z.array(Day).describe('days that are not known')
});
export type Metric = z.infer<typeof Metric>;

export const Report = z.strictObject({
  period: Period,
  current: Range,
  previous: Range,
  metrics: z.array(Metric),
  ...freshness
});
export type Report = z.infer<typeof Report>;

export const report = endpoint({
  id: 'report',
  path: '/api/reports/:period',
  summary: 'The last completed period, or the one that a day lies in, against the one before it',
  params: z.strictObject({ period: Period }),
  query: z.strictObject({ end: Day.optional().describe('a day of the later period; it must be over') }),
  response: Report,
  cache: { maxAgeSeconds: 60, serverSeconds: 60 }
});
