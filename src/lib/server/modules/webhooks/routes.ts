/** Which function answers which endpoint about webhooks: of all of them for the operator, of its own for a key. */
import type { Response } from 'express';
import * as wire from '../../../contract/webhooks/webhooks.ts';
import { keyOf } from '../../platform/http/auth/api-key.ts';
import { serve, type Call, type Route } from '../../platform/http/serve.ts';
import type { WebhookDesk } from './desk.ts';

export interface WebhookRouteDeps {
  webhooks: WebhookDesk;
}

export function webhookRoutes({ webhooks }: WebhookRouteDeps): Route[] {
  const ownOf = (res: Response) => webhooks.of(keyOf(res)?.id ?? null);
  return [...routesAt(wire.adminWebhooks, () => webhooks), ...routesAt(wire.ownWebhooks, ({ res }) => ownOf(res))];
}

function routesAt(at: wire.WebhookEndpoints, deskOf: (call: Call) => WebhookDesk): Route[] {
  return [
    serve(at.webhooks, async (_, call) => ({ webhooks: await deskOf(call).list() })),
    serve(at.createWebhook, ({ body }, call) => deskOf(call).create(body)),
    serve(at.webhook, async ({ params: { id } }, call) => ({ webhook: await deskOf(call).read(id) })),
    serve(at.deleteWebhook, ({ params: { id } }, call) => deskOf(call).remove(id)),
    serve(at.rotateWebhook, ({ params: { id } }, call) => deskOf(call).rotate(id)),
    serve(at.testWebhook, ({ params: { id } }, call) => deskOf(call).test(id)),
    serve(at.pauseWebhook, ({ params: { id } }, call) => deskOf(call).change(id, 'paused')),
    serve(at.resumeWebhook, ({ params: { id } }, call) => deskOf(call).change(id, 'active')),
    serve(at.deliveries, ({ params: { id }, query: { state = '', below = null, limit } }, call) =>
      deskOf(call).deliveries(id, { state, below, limit })
    ),
    serve(at.redeliver, ({ params: { id }, body }, call) => deskOf(call).redeliver(id, body))
  ];
}
