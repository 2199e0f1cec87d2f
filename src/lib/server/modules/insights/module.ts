/** What the network's figures mean: concentration, fill, demand, lives of apps, causes of change, "what if". */
import { defineModule } from '../../platform/module.ts';
import { insightJobs } from './jobs.ts';
import { insightRoutes } from './routes.ts';

export const insights = defineModule({ name: 'insights', jobs: insightJobs, routes: insightRoutes });
