/** What changed, told to anyone: the log's endpoints, and what is told of the sources. */
import { defineModule } from '../../platform/module.ts';
import { eventJobs } from './jobs.ts';
import { eventRoutes } from './routes.ts';

export const events = defineModule({ name: 'events', jobs: eventJobs, routes: eventRoutes });
