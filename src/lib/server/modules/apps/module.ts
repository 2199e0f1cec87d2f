/** One app: what it is, what it paid, where it runs, when it ends. */
import { defineModule } from '../../platform/module.ts';
import { appRoutes } from './routes.ts';
import { appSearchers } from './searchers.ts';

export const apps = defineModule({ name: 'apps', routes: appRoutes, searchers: appSearchers });
