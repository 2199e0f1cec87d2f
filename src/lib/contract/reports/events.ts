/** Events of reports. */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Day } from '../kit/figures.ts';

export const reportReady = eventType({
  name: 'report.ready',
  version: 1,
  topic: 'sources',
  summary: 'A period is over and all that its report needs is known',
  payload: z.strictObject({
    period: z.enum(['daily', 'weekly', 'monthly', 'quarterly', 'yearly']),
    start: Day,
    end: Day
  }),
  subject: ({ period, end }) => `${period}-${end}`,
  example: { period: 'weekly', start: '2026-11-09', end: '2026-11-15' }
});

export default [reportReady];
