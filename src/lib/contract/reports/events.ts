/** Events of reports. */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Count, Day } from '../kit/figures.ts';
import { Metric } from './reports.ts';

/** A metric as a report tells it, with how many of its days are not known instead of their list. */
export const reportMetric = z.strictObject({
  label: z.string(),
  unit: Metric.shape.unit,
  current: Metric.shape.current,
  previous: Metric.shape.previous,
  change: Metric.shape.change,
  missing: Count
});

export const reportReady = eventType({
  name: 'report.ready',
  version: 1,
  topic: 'sources',
  summary: 'A period is over and all that its report needs is known',
  payload: z.strictObject({
    period: z.enum(['daily', 'weekly', 'monthly', 'quarterly', 'yearly']),
    start: Day,
    end: Day,
    metrics: z.array(reportMetric)
  }),
  subject: ({ period, end }) => `${period}-${end}`,
  example: {
    period: 'weekly',
    start: '2026-11-09',
    end: '2026-11-15',
    metrics: [
      { label: 'Revenue', unit: 'FLUX', current: '1284.91000000', previous: '1100.00000000', change: 16.81, missing: 0 }
    ]
  }
});

export default [reportReady];
