/** Events of metered usage. */
import * as z from 'zod';
import { dateOf } from '../../domain/time/periods.ts';
import { eventType } from '../kit/events.ts';
import { Count, UnixTime } from '../kit/figures.ts';

export const quotaThreshold = eventType({
  name: 'quota.threshold',
  version: 1,
  topic: 'usage',
  summary: 'A tenant has used 80 or 100 percent of the quota of its period',
  payload: z.strictObject({
    tenant: z.string(),
    threshold: z.union([z.literal(80), z.literal(100)]),
    /** Decimal text: it may pass 2^53. */
    used: z.string().regex(/^\d+$/),
    quota: z.string().regex(/^\d+$/),
    periodStart: UnixTime,
    periodEnd: UnixTime,
    quotaPercent: Count
  }),
  subject: ({ tenant }) => tenant,
  sentence: ({ tenant, threshold, quotaPercent, used, quota, periodEnd }) =>
    `${tenant} has passed ${threshold} % of its quota: ${used} of ${quota} tokens (${quotaPercent} %). ` +
    `The next period begins on ${dateOf(periodEnd)}.`,
  example: {
    tenant: 'acme',
    threshold: 80,
    used: '800000',
    quota: '1000000',
    periodStart: 1_793_491_200,
    periodEnd: 1_796_083_200,
    quotaPercent: 80
  }
});

export default [quotaThreshold];
