/** Metering: what is counted, and what is told of it. Tokens are numbers up to 2^53 and decimal text beyond. */
import * as z from 'zod';
import { MAX_EVENT_TOKENS } from '../../domain/usage/tokens.ts';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, freshness, Percent, UnixTime } from '../kit/figures.ts';
import { limitUpTo, text, wholeNumber } from '../kit/parameters.ts';

const MAX_EVENTS = 1_000;
/** Room for a thousand events with long names. */
const MAX_BODY_BYTES = 1024 * 1024;

const error = 'a whole number from 0 to 2^63 - 1, as decimal text past 2^53';
const TokensIn = z
  .union([z.int({ error }).min(0, { error }), z.string().regex(/^\d{1,19}$/, { error })], { error })
  .transform((given) => BigInt(given))
  .refine((tokens) => tokens <= MAX_EVENT_TOKENS, { error });
export const Tokens = z.union([Count, z.string().regex(/^\d{16,}$/)]).describe('decimal text past 2^53');
export const TenantName = text({ min: 1, max: 128 });

const MeterEvent = z.strictObject({
  tenant: TenantName,
  feature: text({ min: 1, max: 100 }),
  tokens: TokensIn,
  idempotencyKey: text({ min: 1, max: 200 }).optional().describe('the same key and body again count once'),
  at: UnixTime.optional().describe('now by default; counted in the minute and period that it lies in')
});
export type MeterEvent = z.output<typeof MeterEvent>;

const recorded = {
  method: 'POST',
  auth: 'key',
  scope: 'meter:write',
  status: 201,
  maxBodyBytes: MAX_BODY_BYTES,
  body: z.preprocess(
    (body): unknown[] => (Array.isArray(body) ? body : [body]),
    z.array(MeterEvent).min(1, { error: '1 to 1,000 events' }).max(MAX_EVENTS, { error: '1 to 1,000 events' })
  ),
  response: z.strictObject({
    accepted: Count.describe('counted now'),
    replayed: Count.describe('counted before under their key, or given twice')
  })
} as const;

export const recordEvents = endpoint({
  ...recorded,
  id: 'recordEvents',
  path: '/api/meter/events',
  summary: 'Counts an event, or up to 1,000 of them, all or none; answers when they are stored'
});

export const recordEventsAlias = endpoint({
  ...recorded,
  id: 'recordEventsAlias',
  path: '/api/events',
  summary: 'The same as /api/meter/events'
});

const Forecast = z
  .strictObject({ endsOn: Day.nullable(), totalTokens: Tokens })
  .describe('at the pace of this period: what it comes to, and the day on which the quota is used up');
export type Forecast = z.infer<typeof Forecast>;

/** Of the running period. */
export const used = {
  totalTokens: Tokens.describe('in the running period'),
  eventCount: Count,
  quotaPercent: Percent.nullable().describe('rounded down'),
  period: z.strictObject({ start: UnixTime, end: UnixTime.describe('exclusive; the quota begins anew') }),
  forecast: Forecast.nullable()
} as const;

const told = {
  auth: 'key',
  scope: 'meter:read',
  params: z.strictObject({ tenant: TenantName }),
  response: z.strictObject({
    tenant: z.string(),
    minute: UnixTime.describe('when the running minute began'),
    minuteTokens: Tokens.describe('in the running minute'),
    ...used,
    quota: Tokens.nullable(),
    plan: z.enum(['alert', 'enforce']),
    thresholds: z.array(z.strictObject({ threshold: z.union([z.literal(80), z.literal(100)]), crossedAt: UnixTime })),
    features: z.array(z.strictObject({ feature: z.string(), tokens: Tokens, eventCount: Count })),
    ...freshness
  })
} as const;

export const usage = endpoint({
  ...told,
  id: 'usage',
  path: '/api/meter/usage/:tenant',
  summary: 'What a tenant has used in the running period'
});

export const usageAlias = endpoint({
  ...told,
  id: 'usageAlias',
  path: '/api/usage/:tenant',
  summary: 'The same as /api/meter/usage/:tenant'
});

export const meterSeries = endpoint({
  id: 'meterSeries',
  path: '/api/meter/series',
  summary: 'What a tenant has used per minute, hour or day; a step without events is left out of nothing: it is 0',
  auth: 'key',
  scope: 'meter:read',
  query: z.strictObject({
    tenant: TenantName,
    feature: text({ min: 1, max: 100 }).optional(),
    step: z.enum(['minute', 'hour', 'day'], { error: 'minute, hour or day' }).default('minute'),
    from: wholeNumber({ min: 0, max: 253_402_300_799 })
      .optional()
      .describe('unix seconds; limit steps before `to` by default'),
    to: wholeNumber({ min: 0, max: 253_402_300_799 })
      .optional()
      .describe('unix seconds, exclusive; the end of the running step by default'),
    limit: limitUpTo(1_500, 60)
  }),
  response: z.strictObject({
    tenant: z.string(),
    feature: z.string().nullable(),
    step: z.enum(['minute', 'hour', 'day']),
    data: z.array(z.strictObject({ at: UnixTime, tokens: Tokens, eventCount: Count })),
    ...freshness
  })
});
