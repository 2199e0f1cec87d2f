/** Webhooks: who is told what, and what became of it. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, UnixTime } from '../kit/figures.ts';
import { limitUpTo, text, wholeNumber } from '../kit/parameters.ts';
import { eventTypes } from '../events/types.ts';
import { subject } from '../events/log.ts';

const path = '/api/admin/webhooks';
const auth = 'admin';
const params = z.strictObject({ id: text({ min: 1, max: 64 }) });
const type = z.enum([...eventTypes.keys()] as [string, ...string[]], {
  error: `one of ${[...eventTypes.keys()].join(', ')}`
});
const unique = <T extends z.ZodType<string>>(of: T, max: number) =>
  z
    .array(of)
    .max(max)
    .refine((list) => new Set(list).size === list.length, { error: 'each once' });

export const Webhook = z.strictObject({
  id: z.string(),
  url: z.string(),
  types: z.array(z.string()),
  subjects: z.array(z.string()).describe('empty: whatever an event is about'),
  format: z.enum(['json', 'slack', 'discord']),
  ordering: z.enum(['subject', 'none']),
  state: z.enum(['active', 'paused']),
  createdAt: UnixTime,
  previousSecretUntil: UnixTime.nullable().describe('until then the secret of before signs too'),
  pending: Count,
  dead: Count
});
export type Webhook = z.infer<typeof Webhook>;

const Secret = z.string().describe('shown now and never again');

export const webhooks = endpoint({
  id: 'webhooks',
  path,
  summary: 'Every webhook',
  auth,
  response: z.strictObject({ webhooks: z.array(Webhook) })
});

export const createWebhook = endpoint({
  id: 'createWebhook',
  method: 'POST',
  path,
  summary:
    'Adds a webhook: it is told what happens from now on. Signed as Standard Webhooks say, and by x-fluxtracker headers',
  auth,
  body: z.strictObject({
    url: text({ min: 1, max: 2_000 }).describe('https; http for private ranges that WEBHOOK_ALLOW names'),
    types: unique(type, 100).min(1, { error: 'at least one type' }),
    subjects: unique(subject, 1_000).optional(),
    format: Webhook.shape.format.default('json'),
    ordering: Webhook.shape.ordering.default('subject')
  }),
  status: 201,
  response: Webhook.extend({ secret: Secret })
});

export const webhook = endpoint({
  id: 'webhook',
  path: `${path}/:id`,
  summary: 'One webhook',
  auth,
  params,
  response: z.strictObject({ webhook: Webhook })
});

export const deleteWebhook = endpoint({
  id: 'deleteWebhook',
  method: 'DELETE',
  path: `${path}/:id`,
  summary: 'Removes a webhook and all that waits for it',
  auth,
  params,
  response: z.strictObject({ id: z.string() })
});

export const rotateWebhook = endpoint({
  id: 'rotateWebhook',
  method: 'POST',
  path: `${path}/:id/rotate`,
  summary: 'Gives it another secret. For 24 hours the one of before signs too',
  auth,
  params,
  body: z.strictObject({}).optional(),
  response: z.strictObject({ id: z.string(), secret: Secret, previousSecretUntil: UnixTime })
});

export const testWebhook = endpoint({
  id: 'testWebhook',
  method: 'POST',
  path: `${path}/:id/test`,
  summary: 'Has a delivery of type webhook.test sent; follow it among its deliveries',
  auth,
  params,
  body: z.strictObject({}).optional(),
  status: 202,
  response: z.strictObject({ deliveryId: z.string() })
});

const stateChange = (verb: 'pause' | 'resume', summary: string) =>
  endpoint({
    id: `${verb}Webhook`,
    method: 'POST',
    path: `${path}/:id/${verb}`,
    summary,
    auth,
    params,
    body: z.strictObject({}).optional(),
    response: z.strictObject({ webhook: Webhook })
  });
export const pauseWebhook = stateChange('pause', 'Sends nothing until it is resumed; what happens meanwhile waits');
export const resumeWebhook = stateChange('resume', 'Sends again, first what has waited');

export const deliveries = endpoint({
  id: 'webhookDeliveries',
  path: `${path}/:id/deliveries`,
  summary: 'Its deliveries with their attempts, newest first',
  auth,
  params,
  query: z.strictObject({
    state: z.enum(['pending', 'delivered', 'dead']).describe('dead: given up').optional(),
    below: wholeNumber({ min: 0, max: Number.MAX_SAFE_INTEGER }).describe('next of the page before').optional(),
    limit: limitUpTo(200, 50)
  }),
  response: z.strictObject({
    deliveries: z.array(
      z.strictObject({
        id: z.string(),
        seq: Count.describe('of its event; 0 for a test'),
        eventId: z.string(),
        type: z.string(),
        subject: z.string(),
        state: z.enum(['pending', 'delivered', 'dead']),
        createdAt: UnixTime,
        nextAttemptAt: UnixTime.nullable(),
        finishedAt: UnixTime.nullable(),
        attempts: z.array(
          z.strictObject({ at: UnixTime, durationMs: Count, status: Count.nullable(), outcome: z.string() })
        )
      })
    ),
    next: Count.nullable().describe('give it as below; null: there are no more')
  })
});

export const redeliver = endpoint({
  id: 'redeliver',
  method: 'POST',
  path: `${path}/:id/redeliver`,
  summary: 'Sends one delivery, or all finished ones of a range of seq, again: under the same id, with the same body',
  auth,
  params,
  body: z.union([
    z.strictObject({ deliveryId: text({ min: 1, max: 128 }) }),
    z.strictObject({ from: z.int().min(0), to: z.int().min(0) })
  ]),
  status: 202,
  response: z.strictObject({ redelivered: Count })
});
