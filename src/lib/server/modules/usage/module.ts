/** Metering: who used what, how much is left, and who is told when little is. */
import { defineModule } from '../../platform/module.ts';
import { usageJobs } from './jobs.ts';
import { usageRoutes } from './routes.ts';

export { createUpstreamCalls } from './ingest/upstream-calls.ts';
export { readBudgetHealth } from './budgets.ts';
export { readUsage } from './read/usage.ts';
export { createUsage, type Usage } from './usage.ts';

export const usage = defineModule({ name: 'usage', jobs: usageJobs, routes: usageRoutes });
