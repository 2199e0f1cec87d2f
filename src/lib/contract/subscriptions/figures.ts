/** Figures over all subscriptions: what is owed, what was earned, what may come back. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Coverage, Day, firstDate, Flux, freshness, Height, Usd } from '../kit/figures.ts';
import { range, text } from '../kit/parameters.ts';
import { Moment, reasons } from './subscriptions.ts';

const cache = { maxAgeSeconds: 30, serverSeconds: 60 };
const Probability = z.number().min(0).max(1);

const Summary = z.strictObject({
  active: Count.nullable(),
  deposits: Flux.nullable().describe('of all payments'),
  accrued: Flux.nullable().describe('earned of all payments until now'),
  accruedToday: Flux.nullable(),
  accruedTodayUsd: Usd.nullable(),
  deferred: Flux.nullable().describe('paid and not earned yet'),
  deferredUsd: Usd.nullable().describe('at the prices of the payments, as far as they are known'),
  pricedCount: Count.describe('active subscriptions whose dollars are known'),
  breakage: Flux.nullable().describe('left by owners who cancelled, and paid for nothing'),
  breakageUsd: Usd.nullable().describe('at the prices of the payments, as far as they are known'),
  breakageCoverage: Coverage.nullable().describe('how many of what was broken have dollars; null: all'),
  nothingBought: z.array(z.strictObject({ reason: z.enum(reasons), count: Count, amount: Flux })),
  at: Moment.nullable(),
  ...freshness
});

const Daily = z.strictObject({
  app: z.string().nullable().describe('whose days these are; null: of all'),
  count: Count,
  sums: z
    .strictObject({ days: Count, cash: Flux, recognised: Flux, breakage: Flux })
    .nullable()
    .describe('of the days of the range that are known, and how many they are; null: none is'),
  data: z.array(
    z.strictObject({
      date: Day,
      height: Height.nullable().describe('the last block of the day, as far as stored blocks tell'),
      payments: Count.nullable(),
      cash: Flux.nullable(),
      recognised: Flux.nullable(),
      breakage: Flux.nullable(),
      deferred: Flux.nullable().describe('at the end of the day')
    })
  ),
  ...firstDate,
  ...freshness
});

const AtRisk = z.strictObject({
  days: Count,
  ending: Count.nullable(),
  depositEnding: Flux.nullable(),
  expectedKept: Flux.nullable(),
  low: Flux.nullable().describe('80 % band'),
  high: Flux.nullable(),
  method: z.enum(['groups', 'constant', 'too_few_lives']),
  data: z
    .array(
      z.strictObject({
        id: z.string(),
        app: z.string().nullable(),
        depositAmount: Flux,
        deferred: Flux,
        end: Moment,
        probability: Probability.nullable(),
        low: Probability.nullable(),
        high: Probability.nullable(),
        expectedKept: Flux.nullable()
      })
    )
    .describe('largest deposit first'),
  at: Moment.nullable(),
  ...freshness
});

const Lapsed = z.strictObject({
  days: Count,
  count: Count.nullable(),
  depositLost: Flux.nullable().describe('what their last terms cost'),
  data: z
    .array(
      z.strictObject({
        id: z.string(),
        app: z.string().nullable(),
        owner: z.string().nullable(),
        sender: z.string().nullable(),
        depositAmount: Flux,
        renewals: Count.describe('paid segments of the app before this one'),
        end: Moment
      })
    )
    .describe('largest deposit first'),
  at: Moment.nullable(),
  ...freshness
});

const Calibration = z.strictObject({
  lives: Count.describe('with an outcome'),
  tested: Count,
  isEnough: z.boolean(),
  message: z.string(),
  brier: z.number().nullable(),
  constantBrier: z.number().nullable(),
  beatsConstant: z.boolean().nullable(),
  curve: z.array(z.strictObject({ predicted: Probability, observed: Probability, count: Count })),
  ...freshness
});

const days = z.strictObject({
  days: z.enum(['7', '30', '90'], { error: '7, 30 or 90' }).default('30')
});

const summary = {
  summary: 'What is owed, earned and broken, in FLUX and in dollars at payment',
  response: Summary,
  cache
};
const daily = {
  summary: 'Cash against what was earned, per day and in sum; of one app with `app`',
  query: z.strictObject({ ...range, app: text({ min: 1, max: 256 }).describe('exact').optional() }),
  response: Daily,
  cache
};
const atRisk = {
  summary: 'What ends soon, and how much of it is expected to be paid again',
  query: days,
  response: AtRisk,
  cache
};
const lapsed = {
  summary: 'Apps whose paid term is over and that were not paid for again',
  query: days,
  response: Lapsed,
  cache
};
const calibration = {
  summary: 'How well that forecast has done, against one constant rate',
  response: Calibration,
  cache
};

export const subscriptionSummary = endpoint({
  id: 'subscriptionsSummary',
  path: '/api/subscriptions/summary',
  ...summary
});
export const subscriptionDaily = endpoint({ id: 'subscriptionsDaily', path: '/api/subscriptions/daily', ...daily });
export const subscriptionsAtRisk = endpoint({
  id: 'subscriptionsAtRisk',
  path: '/api/subscriptions/at-risk',
  ...atRisk
});
export const subscriptionsLapsed = endpoint({
  id: 'subscriptionsLapsed',
  path: '/api/subscriptions/lapsed',
  ...lapsed
});
export const subscriptionCalibration = endpoint({
  id: 'subscriptionsCalibration',
  path: '/api/subscriptions/calibration',
  ...calibration
});
export const streamSummary = endpoint({ id: 'streamsSummary', path: '/api/streams/summary', ...summary });
export const streamDaily = endpoint({ id: 'streamsDaily', path: '/api/streams/daily', ...daily });
export const streamsAtRisk = endpoint({ id: 'streamsAtRisk', path: '/api/streams/at-risk', ...atRisk });
export const streamsLapsed = endpoint({ id: 'streamsLapsed', path: '/api/streams/lapsed', ...lapsed });
export const streamCalibration = endpoint({
  id: 'streamsCalibration',
  path: '/api/streams/calibration',
  ...calibration
});
