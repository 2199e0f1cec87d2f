/** Subscriptions: what each payment bought of an app's life, and how much of it is earned, owed or broken at any block. */
import { defineModule } from '../../platform/module.ts';
import { subscriptionJobs } from './jobs.ts';
import { subscriptionRoutes } from './routes.ts';

export { projectSubscriptions, type ProjectorDeps } from './ingest/project.ts';
export { momentOf } from './read/moment.ts';
export { compareApps, compareDays, compareTransactions, type Difference } from './replay.ts';
export type { SubscriptionRow } from './statements.ts';
export { hasMessages, segmentOf, tipOf } from './stored-segment.ts';

export const subscriptions = defineModule({
  name: 'subscriptions',
  jobs: subscriptionJobs,
  routes: subscriptionRoutes
});
