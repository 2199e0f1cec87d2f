/** Webhooks: what happens, told to other services, signed, in order, and until they have heard it. */
import { defineModule } from '../../platform/module.ts';
import { webhookJobs } from './jobs.ts';
import { webhookRoutes } from './routes.ts';

export { createWebhookDesk } from './desk.ts';
export { createDispatcher } from './send/dispatcher.ts';
export { createTargets, type Targets } from './send/target.ts';

export const webhooks = defineModule({ name: 'webhooks', jobs: webhookJobs, routes: webhookRoutes });
