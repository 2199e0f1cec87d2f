/** How each source and each job did, day by day. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, freshness, Percent } from '../kit/figures.ts';
import { limitUpTo } from '../kit/parameters.ts';

export const ServiceDays = z.strictObject({
  kind: z.enum(['source', 'job']),
  name: z.string(),
  uptime: Percent.nullable().describe('percent of all looks that found it well; null: nobody looked'),
  answerMs: Count.nullable().describe('mean of its measured answers; null: none'),
  slowestMs: Count.nullable(),
  days: z.array(Percent.nullable()).describe('of each day from `from` on; null: nobody looked')
});
export type ServiceDays = z.infer<typeof ServiceDays>;

export const healthDays = endpoint({
  id: 'healthDays',
  path: '/api/health/days',
  summary: 'Of each source and job, how much of each of the last days it was well, and how fast sources answer',
  query: z.strictObject({ days: limitUpTo(120, 90) }),
  response: z.strictObject({ from: Day, to: Day, services: z.array(ServiceDays), ...freshness }),
  cache: { maxAgeSeconds: 30, serverSeconds: 60 }
});
