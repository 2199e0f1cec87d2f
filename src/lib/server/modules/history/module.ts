/** The network by day: snapshots of every figure, containers per image, categories. */
import { defineModule } from '../../platform/module.ts';
import { snapshotJobs } from './jobs.ts';
import { historyRoutes } from './routes.ts';
import { historySearchers } from './searchers.ts';

export { readProductDays } from './read/product-days.ts';
export { readDays } from './read/snapshots.ts';
export { readSnapshotState, type SnapshotState } from './read/snapshot-state.ts';
export { imagesOf } from './snapshots/image-kinds.ts';
export { recategorizeRepos } from './snapshots/recategorize.ts';
export { noMetrics } from './snapshots/snapshot-metrics.ts';
export type { NewSnapshot, ProductDayRow, RepoDayRow } from './statements-write.ts';
export { finalizeSnapshots } from './snapshots/finished-days.ts';
export { newestWrite } from './snapshots/times-right.ts';

export const history = defineModule({
  name: 'history',
  jobs: snapshotJobs,
  routes: historyRoutes,
  searchers: historySearchers
});
