/** Stalls: what has told nothing for too long stays known until an operator has seen it. */
import { defineModule } from '../../platform/module.ts';
import { stallJobs } from './jobs.ts';
import { stallRoutes } from './routes.ts';

export { readStalls, type Stall } from './read/stalls.ts';

export const stalls = defineModule({ name: 'stalls', jobs: stallJobs, routes: stallRoutes });
