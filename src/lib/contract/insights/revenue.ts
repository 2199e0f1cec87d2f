/** Where revenue comes from: who pays, for what, and why it moved. */
import * as z from 'zod';
import { factors } from '../../domain/insights/why.ts';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, Flux, Usd } from '../kit/figures.ts';
import { range } from '../kit/parameters.ts';
import { Period } from '../ledger/revenue.ts';
import { cache, section, Share } from './section.ts';

const Month = z.string().regex(/^\d{4}-\d{2}$/);

export const payers = endpoint({
  id: 'insightsPayers',
  path: '/api/insights/payers',
  summary: 'Paying customers by month: all, new, returning. Unknown payers, the team and the card gateway are left out',
  query: z.strictObject({}),
  response: z.strictObject({
    data: z.array(z.strictObject({ month: Month, paying: Count, new: Count, returning: Count })).nullable(),
    ...section
  }),
  cache
});

export const mix = endpoint({
  id: 'insightsMix',
  path: '/api/insights/mix',
  summary:
    'What payments of each day were for: registrations, updates, no message that is known; of the known those of encrypted apps; days that a payment bought on average',
  query: z.strictObject(range),
  response: z.strictObject({
    data: z.array(
      z.strictObject({
        date: Day,
        register: Count.nullable(),
        update: Count.nullable(),
        encrypted: Count.nullable(),
        unmatched: Count.nullable(),
        termDays: z.number().nullable()
      })
    ),
    ...section
  }),
  cache
});

export const sources = endpoint({
  id: 'insightsSources',
  path: '/api/insights/sources',
  summary: 'Revenue by day and kind of payer: the team, customers (organic), of these by card and in FLUX',
  query: z.strictObject(range),
  response: z.strictObject({
    data: z.array(
      z.strictObject({
        date: Day,
        organic: Flux.nullable(),
        team: Flux.nullable(),
        card: Flux.nullable(),
        flux: Flux.nullable()
      })
    ),
    ...section
  }),
  cache
});

const Side = z.strictObject({
  start: Day,
  end: Day,
  revenue: Flux.nullable(),
  payments: Count.nullable(),
  usd: Usd.nullable(),
  pricedCount: Count.nullable()
});

export const why = endpoint({
  id: 'insightsWhy',
  path: '/api/insights/why',
  summary:
    'Why revenue changed between the last two completed periods: number of payments, length of terms, size of orders, price of FLUX, mix of kinds. The parts add up to the change exactly',
  query: z.strictObject({
    period: Period.default('monthly'),
    end: Day.optional().describe('a day of the later period; the last completed one where it is left out')
  }),
  response: z.strictObject({
    period: Period,
    current: Side,
    previous: Side,
    change: Flux.nullable(),
    parts: z
      .strictObject(
        Object.fromEntries(factors.map((factor) => [factor, Flux])) as Record<(typeof factors)[number], typeof Flux>
      )
      .nullable()
      .describe('FLUX; null unless both periods are known completely and have a price'),
    data: z.array(
      z.strictObject({ factor: z.enum(factors), change: Flux, share: Share.describe('percent of the revenue before') })
    ),
    missing: z.array(Day).describe('days of both periods that are not known'),
    ...section
  }),
  cache
});
