/** The network as it is now: nodes, specifications of apps, where they run; and what was seen from when to when. */
import { defineModule } from '../../platform/module.ts';
import { censusJobs } from './jobs.ts';
import { censusRoutes } from './routes.ts';
import { censusSearchers } from './searchers.ts';

export type { AppSpecRow, NodeRow } from './statements.ts';
export { createCensus } from './ingest/census.ts';
export { type Current, livePriceE8, readCurrent, shownPrice } from './read/current.ts';
export { categoryNow, columnsNow, coverageNow, nodeTotal } from './read/network-now.ts';
export { byCount, nodesOf, sectionsOf } from './read/network.ts';

export const census = defineModule({
  name: 'census',
  jobs: censusJobs,
  routes: censusRoutes,
  searchers: censusSearchers
});
