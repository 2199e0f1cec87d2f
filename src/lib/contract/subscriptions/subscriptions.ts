/** Subscriptions: paid segments of apps' lives, and where the value of each is at a block. Newest first unless asked otherwise. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Flux, freshness, Height, Percent, UnixTime, Usd } from '../kit/figures.ts';
import { limitUpTo, text } from '../kit/parameters.ts';

export const statuses = ['active', 'completed', 'cancelled'] as const;
export const reasons = [
  'expired',
  'superseded',
  'cancelled_by_owner',
  'underpaid',
  'duplicate_hash',
  'no_message',
  'orphaned'
] as const;

export const Moment = z.strictObject({ height: Height, time: UnixTime });

export const Subscription = z.strictObject({
  id: z.string().describe('txid:messageHash; without a hash nothing follows the colon'),
  app: z.string().nullable().describe('null: no known message belongs to the payment'),
  txid: z.string(),
  messageHash: z.string().nullable(),
  sender: z.string().nullable().describe('payer; null: the payment is not known'),
  owner: z.string().nullable().describe('Flux ID or EVM address of the specification'),
  recipient: z.string().nullable(),
  depositAmount: Flux,
  depositUsd: Usd.nullable().describe('at the price of the payment'),
  carriedIn: Flux,
  carriedOut: Flux,
  start: Moment,
  end: Moment.nullable().describe(
    'null: nobody knows the term. Of height and time the one that the term is counted by is exact'
  ),
  accrued: Flux,
  deferred: Flux,
  breakage: Flux,
  ratePerSecond: z
    .string()
    .regex(/^\d+\.\d{18}$/)
    .nullable()
    .describe('FLUX, for display: the truth is what is carried in and paid, over the term'),
  progress: Percent.nullable().describe('share of the value that is earned'),
  status: z.enum(statuses),
  reason: z.enum(reasons).nullable(),
  encrypted: z.boolean().nullable(),
  specVersion: Count.nullable(),
  renewals: Count.describe('paid segments of the app before this one')
});
export type Subscription = z.infer<typeof Subscription>;

const BASE58 = '[1-9A-HJ-NP-Za-km-z]';
const address = z
  .string()
  .regex(new RegExp(`^(?:t[13]${BASE58}{33}|Unknown)$`), { error: 'a transparent Flux address' })
  .optional();

/** A height or a UTC day, which stands for its last block. */
export const at = z
  .string()
  .regex(/^(?:\d{1,9}|\d{4}-\d{2}-\d{2})$/, { error: 'a height, or a date YYYY-MM-DD' })
  .describe('a height, or a UTC day (its last block): the answer as it was then')
  .optional();

const filters = {
  status: z.enum(statuses, { error: `one of ${statuses.join(', ')}` }).optional(),
  sender: address,
  recipient: address,
  owner: z
    .string()
    .regex(new RegExp(`^(?:[13]${BASE58}{25,34}|bc1[a-z0-9]{20,90}|0x[0-9a-fA-F]{40}|[A-Za-z]{1,32})$`), {
      error: 'a Flux ID or an EVM address'
    })
    .optional(),
  app: text({ min: 1, max: 256 }).describe('exact').optional(),
  at
};

const paging = {
  ...filters,
  sort: z.enum(['newest', 'oldest'], { error: 'newest or oldest' }).default('newest'),
  limit: limitUpTo(100, 20),
  cursor: text({ min: 1, max: 400 }).describe('`next` of the page before, with the same filters').optional(),
  includeTotal: z.enum(['true', 'false'], { error: 'true or false' }).default('false')
};

const page = { total: Count.optional(), at: Moment.nullable(), ...freshness };
const cache = { maxAgeSeconds: 10, serverSeconds: 30 };

export const subscriptionList = endpoint({
  id: 'subscriptions',
  path: '/api/subscriptions',
  summary: 'Paid segments of apps’ lives, in pages by cursor; as they were at a height or day with `at`',
  query: z.strictObject(paging),
  response: z.strictObject({ subscriptions: z.array(Subscription), next: z.string().nullable(), ...page }),
  cache
});

export const streamList = endpoint({
  id: 'streams',
  path: '/api/streams',
  summary: 'The same as /api/subscriptions, in the names of payment streams',
  query: z.strictObject(paging),
  response: z.strictObject({
    streams: z.array(Subscription),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
    ...page
  }),
  cache
});

const one = {
  params: z.strictObject({ id: text({ min: 1, max: 140 }) }),
  query: z.strictObject({ at }),
  cache
};

export const subscriptionDetail = endpoint({
  id: 'subscription',
  path: '/api/subscriptions/:id',
  summary: 'One subscription',
  ...one,
  response: z.strictObject({ ...Subscription.shape, ...freshness })
});

const exporting = {
  scope: 'export',
  query: z.strictObject({
    ...filters,
    format: z.enum(['csv', 'ndjson'], { error: 'csv or ndjson' }).default('csv'),
    proof: z.enum(['line'], { error: 'line' }).describe('a last line says rows and SHA-256').optional()
  }),
  response: z.string(),
  produces: ['text/csv', 'application/x-ndjson'],
  isStream: true
} as const;

export const subscriptionExport = endpoint({
  id: 'subscriptionsExport',
  path: '/api/subscriptions/export',
  summary: 'The complete selection as a stream of CSV or NDJSON; rows and SHA-256 follow as HTTP trailers',
  ...exporting
});

export const streamExport = endpoint({
  id: 'streamsExport',
  path: '/api/streams/export',
  summary: 'The same as /api/subscriptions/export',
  ...exporting
});
