/** Two databases as one: which is in use, and the switch between them. */
import { defineModule } from '../../platform/module.ts';
import { failoverRoutes } from './routes.ts';

export { compareDatabases, databaseHealth, failoverProblems } from './databases.ts';

export const failover = defineModule({ name: 'failover', routes: failoverRoutes });
