/** Which function answers which endpoint about webhooks. */
import * as wire from '../../../contract/webhooks/webhooks.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { WebhookDesk } from './desk.ts';

export interface WebhookRouteDeps {
  webhooks: WebhookDesk;
}

export function webhookRoutes({ webhooks }: WebhookRouteDeps): Route[] {
  return [
    serve(wire.webhooks, async () => ({ webhooks: await webhooks.list() })),
    serve(wire.createWebhook, ({ body }) => webhooks.create(body)),
    serve(wire.webhook, async ({ params: { id } }) => ({ webhook: await webhooks.read(id) })),
    serve(wire.deleteWebhook, ({ params: { id } }) => webhooks.remove(id)),
    serve(wire.rotateWebhook, ({ params: { id } }) => webhooks.rotate(id)),
    serve(wire.testWebhook, ({ params: { id } }) => webhooks.test(id)),
    serve(wire.pauseWebhook, ({ params: { id } }) => webhooks.change(id, 'paused')),
    serve(wire.resumeWebhook, ({ params: { id } }) => webhooks.change(id, 'active')),
    serve(wire.deliveries, ({ params: { id }, query: { state = '', below = null, limit } }) =>
      webhooks.deliveries(id, { state, below, limit })
    ),
    serve(wire.redeliver, ({ params: { id }, body }) => webhooks.redeliver(id, body))
  ];
}
