/** Two periods side by side, and what needs somebody's attention. */
import { defineModule } from '../../platform/module.ts';
import { reportJobs } from './jobs.ts';
import { reportRoutes } from './routes.ts';

export const reports = defineModule({ name: 'reports', jobs: reportJobs, routes: reportRoutes });
