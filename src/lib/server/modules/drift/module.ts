/** Drift: documents of sources that look different than usual. What follows from them stays as it was until that is settled. */
import { defineModule } from '../../platform/module.ts';
import { driftJobs } from './jobs.ts';
import { driftRoutes } from './routes.ts';

export { createShapeBook } from './book.ts';
export { readDrifts, type SourceDrift } from './read/drifts.ts';

export const drift = defineModule({ name: 'drift', jobs: driftJobs, routes: driftRoutes });
