/** Bitcoin: the second chain. Its explorer, mempool, mining and fees, of an own node or of public REST. */
import { defineModule } from '../../platform/module.ts';
import { bitcoinJobs } from './jobs.ts';
import { bitcoinRoutes } from './routes.ts';
import { bitcoinSearchers } from './searchers.ts';

export const bitcoin = defineModule({
  name: 'bitcoin',
  jobs: bitcoinJobs,
  routes: bitcoinRoutes,
  searchers: bitcoinSearchers
});
