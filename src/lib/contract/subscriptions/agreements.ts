/** Agreements outside the chain (invoices, grants): shown beside subscriptions of the chain and never summed into them. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Flux, freshness, UnixTime } from '../kit/figures.ts';
import { text } from '../kit/parameters.ts';
import { at, statuses, Subscription } from './subscriptions.ts';

/** Codes of what is wrong with an amount. */
export const decimalCodes = [
  'DECIMAL_INVALID_TYPE',
  'DECIMAL_INVALID_FORMAT',
  'DECIMAL_OUT_OF_RANGE',
  'DECIMAL_EMPTY_VALUE'
] as const;

export const Agreement = z.strictObject({
  id: z.string(),
  kind: z.literal('agreement'),
  sender: z.string(),
  recipient: z.string(),
  depositAmount: Flux,
  ratePerSecond: z.string().regex(/^\d+\.\d{18}$/),
  start: UnixTime,
  end: UnixTime,
  accrued: Flux,
  deferred: Flux,
  breakage: Flux.describe('what was left when it was ended'),
  status: z.enum(statuses),
  note: z.string(),
  createdAt: UnixTime,
  endedAt: UnixTime.nullable()
});
export type Agreement = z.infer<typeof Agreement>;

const amount = z.unknown().describe('a decimal string, never a number');

export const agreementBody = z.strictObject({
  sender: text({ min: 1, max: 128 }),
  recipient: text({ min: 1, max: 128 }),
  // Refused by its code where it is missing, as any amount that is wrong.
  depositAmount: amount.optional(),
  ratePerSecond: amount.optional(),
  start: UnixTime.optional().describe('now where it is not given'),
  end: UnixTime.optional().describe('either this or ratePerSecond'),
  note: text({ min: 0, max: 500 }).default('')
});

export const agreementMade = endpoint({
  id: 'streamMade',
  method: 'POST',
  path: '/api/streams',
  summary: `Makes an agreement; needs an Idempotency-Key. An amount that is wrong is refused by code: ${decimalCodes.join(', ')}`,
  auth: 'key',
  scope: 'streams:write',
  status: 201,
  body: agreementBody,
  response: Agreement
});

const params = z.strictObject({ id: text({ min: 1, max: 140 }) });

export const agreementEnded = endpoint({
  id: 'streamEnded',
  method: 'DELETE',
  path: '/api/streams/:id',
  summary: 'Ends an agreement; 409 when it is over',
  auth: 'key',
  scope: 'streams:write',
  params,
  response: Agreement
});

export const streamDetail = endpoint({
  id: 'stream',
  path: '/api/streams/:id',
  summary: 'One subscription of the chain, or one agreement',
  params,
  query: z.strictObject({ at }),
  response: z.union([z.strictObject({ ...Subscription.shape, ...freshness }), Agreement]),
  cache: { maxAgeSeconds: 0, serverSeconds: 0 }
});

export const agreementList = endpoint({
  id: 'streamAgreements',
  path: '/api/streams/agreements',
  summary: 'All agreements outside the chain, newest first',
  response: z.strictObject({ agreements: z.array(Agreement) }),
  cache: { maxAgeSeconds: 0, serverSeconds: 0 }
});
