/** What an address was really paid by coinbases. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, Flux, Usd } from '../kit/figures.ts';
import { section } from './section.ts';

const params = z.strictObject({
  address: z.string().regex(/^t[13][1-9A-HJ-NP-Za-km-z]{33}$/, { error: 'a transparent address, t1... or t3...' })
});
const cache = { maxAgeSeconds: 60, serverSeconds: 60 };

export const earnings = endpoint({
  id: 'insightsEarnings',
  path: '/api/insights/earnings/:address',
  summary:
    'Coinbase outputs to an address by day, with USD of the day. The first question reads the last 90 days (at most 10,000 payments), later ones what has come since; blocks count once they are 60 deep',
  params,
  response: z.strictObject({
    address: z.string(),
    data: z
      .array(z.strictObject({ date: Day, payments: Count, amount: Flux, usd: Usd.nullable() }))
      .nullable()
      .describe('from the first day that is known completely to today so far; null: not read yet'),
    total: Flux.nullable(),
    totalUsd: Usd.nullable(),
    pricedDays: Count.nullable(),
    firstDate: Day.nullable(),
    ...section
  }),
  cache
});

export const earningsCsv = endpoint({
  id: 'insightsEarningsCsv',
  path: '/api/insights/earnings/:address/csv',
  summary: 'The same as CSV',
  params,
  response: z.string(),
  produces: ['text/csv'],
  cache
});
