/** What the network's figures mean: concentration, fill, demand, lives of apps, causes of change, "what if". */
import { defineModule } from '../../platform/module.ts';
import { insightJobs } from './jobs.ts';
import { insightRoutes } from './routes.ts';

export { createEarnings } from './ingest/earnings.ts';
export { readAppsNow } from './read/network-facts.ts';
export { readFigureBetween } from './read/days.ts';
export { readConcentrationNow } from './read/concentration.ts';
export { readFillNow } from './read/fill.ts';
export { periodsOf } from './read/why.ts';

export const insights = defineModule({ name: 'insights', jobs: insightJobs, routes: insightRoutes });
