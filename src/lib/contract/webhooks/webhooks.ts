/**
 * Webhooks: who is told what, and what became of it. The operator has them below /api/admin, a program with a key of the scope
 * `webhooks` below /api: the same, but its own alone.
 */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, UnixTime } from '../kit/figures.ts';
import { limitUpTo, text, wholeNumber } from '../kit/parameters.ts';
import { eventTypes } from '../events/types.ts';
import { subject } from '../events/log.ts';

const params = z.strictObject({ id: text({ min: 1, max: 64 }) });
/** Of a delivery nothing is delivered. */
const typeNames = [...eventTypes.values()].filter(({ topic }) => topic !== 'deliveries').map(({ name }) => name);
const type = z.enum(typeNames as [string, ...string[]], { error: `one of ${typeNames.join(', ')}` });
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
  pausedReason: z
    .enum(['by_request', 'key_revoked', 'key_expired'])
    .nullable()
    .describe('by_request: until it is resumed; key_...: the key that it belongs to is over'),
  createdAt: UnixTime,
  previousSecretUntil: UnixTime.nullable().describe('until then the secret of before signs too'),
  keyId: z.string().nullable().describe('of the key that it belongs to; null: of the operator'),
  pending: Count,
  dead: Count
});
export type Webhook = z.infer<typeof Webhook>;

const Secret = z.string().describe('shown now and never again');

interface Place {
  path: '/api/admin/webhooks' | '/api/webhooks';
  auth: 'admin' | 'key';
  /** Of an endpoint there. */
  named: (id: string) => string;
}

function endpointsAt({ path, auth, named }: Place) {
  const common = { auth, scope: 'webhooks' } as const;
  const webhooks = endpoint({
    id: named('webhooks'),
    path,
    summary: 'Every webhook',
    ...common,
    response: z.strictObject({ webhooks: z.array(Webhook) })
  });

  const createWebhook = endpoint({
    id: named('createWebhook'),
    method: 'POST',
    path,
    summary:
      'Adds a webhook: it is told what happens from now on. Signed as Standard Webhooks say, and by x-fluxtracker headers',
    ...common,
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

  const webhook = endpoint({
    id: named('webhook'),
    path: `${path}/:id`,
    summary: 'One webhook',
    ...common,
    params,
    response: z.strictObject({ webhook: Webhook })
  });

  const deleteWebhook = endpoint({
    id: named('deleteWebhook'),
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Removes a webhook and all that waits for it',
    ...common,
    params,
    response: z.strictObject({ id: z.string() })
  });

  const rotateWebhook = endpoint({
    id: named('rotateWebhook'),
    method: 'POST',
    path: `${path}/:id/rotate`,
    summary: 'Gives it another secret. For 24 hours the one of before signs too',
    ...common,
    params,
    body: z.strictObject({}).optional(),
    response: z.strictObject({ id: z.string(), secret: Secret, previousSecretUntil: UnixTime })
  });

  const testWebhook = endpoint({
    id: named('testWebhook'),
    method: 'POST',
    path: `${path}/:id/test`,
    summary: 'Has a delivery of type webhook.test sent; follow it among its deliveries',
    ...common,
    params,
    body: z.strictObject({}).optional(),
    status: 202,
    response: z.strictObject({ deliveryId: z.string() })
  });

  const stateChange = (verb: 'pause' | 'resume', summary: string) =>
    endpoint({
      id: named(`${verb}Webhook`),
      method: 'POST',
      path: `${path}/:id/${verb}`,
      summary,
      ...common,
      params,
      body: z.strictObject({}).optional(),
      response: z.strictObject({ webhook: Webhook })
    });
  const pauseWebhook = stateChange('pause', 'Sends nothing until it is resumed; what happens meanwhile waits');
  const resumeWebhook = stateChange('resume', 'Sends again, first what has waited');

  const deliveries = endpoint({
    id: named('webhookDeliveries'),
    path: `${path}/:id/deliveries`,
    summary: 'Its deliveries with their attempts, newest first',
    ...common,
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

  const redeliver = endpoint({
    id: named('redeliver'),
    method: 'POST',
    path: `${path}/:id/redeliver`,
    summary: 'Sends one delivery, or all finished ones of a range of seq, again: under the same id, with the same body',
    ...common,
    params,
    body: z.union([
      z.strictObject({ deliveryId: text({ min: 1, max: 128 }) }),
      z.strictObject({ from: z.int().min(0), to: z.int().min(0) })
    ]),
    status: 202,
    response: z.strictObject({ redelivered: Count })
  });

  return {
    webhooks,
    createWebhook,
    webhook,
    deleteWebhook,
    rotateWebhook,
    testWebhook,
    pauseWebhook,
    resumeWebhook,
    deliveries,
    redeliver
  };
}

export const adminWebhooks = endpointsAt({ path: '/api/admin/webhooks', auth: 'admin', named: (id) => id });
export const ownWebhooks = endpointsAt({
  path: '/api/webhooks',
  auth: 'key',
  named: (id) => `own${id.charAt(0).toUpperCase()}${id.slice(1)}`
});
export type WebhookEndpoints = typeof adminWebhooks;
