/** Integrity: what is stored is held against what it follows from, and whatever differs is said. */
import { defineModule } from '../../platform/module.ts';
import { integrityJobs } from './jobs.ts';
import { integrityRoutes } from './routes.ts';

export { readIntegrity } from './read/integrity.ts';

export const integrity = defineModule({ name: 'integrity', jobs: integrityJobs, routes: integrityRoutes });
