/** What Bitcoin and Flux have cost, side by side. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Day, Percent } from '../kit/figures.ts';
import { commaList } from '../kit/parameters.ts';
import { History, Price } from './closes.ts';
import { cache, panel } from './panel.ts';

export const assets = ['BTC', 'FLUX'] as const;
export type Asset = (typeof assets)[number];
export const reviewCurrencies = ['USD', 'EUR'] as const;
export const reviewRanges = ['year', 'cycle', 'all', 'own'] as const;

const Close = z.strictObject({ date: Day, close: Price });

export const review = endpoint({
  id: 'bitcoinReview',
  path: '/api/bitcoin/review',
  summary:
    'Daily closes of Bitcoin and Flux in USD or EUR over a range: everything, the newest 365 days, since the newest halving, or from one day to another. Days that nobody told are null',
  query: z.strictObject({
    assets: commaList(assets).optional().describe('both where none is named'),
    currency: z.enum(reviewCurrencies).default('USD'),
    range: z.enum(reviewRanges).optional().describe('year where no days are given, else own'),
    start_date: Day.optional().describe('of the range own'),
    end_date: Day.optional().describe('of the range own; the newest day that is over where it is not given')
  }),
  response: z.strictObject({
    ...panel,
    currency: z.enum(reviewCurrencies),
    range: z.strictObject({ name: z.enum(reviewRanges), start: Day, end: Day }),
    assets: z.array(
      z.strictObject({
        asset: z.enum(assets),
        method: z.string().describe('where the prices come from'),
        history: History.describe('of the range'),
        performance: z
          .strictObject({
            first: Close,
            last: Close,
            high: Close,
            low: Close,
            change: Percent.nullable().describe('percent from first to last')
          })
          .nullable()
          .describe('null: no day of the range is known')
      })
    ),
    data: z.array(z.strictObject({ date: Day, BTC: Price.nullable().optional(), FLUX: Price.nullable().optional() }))
  }),
  cache
});
