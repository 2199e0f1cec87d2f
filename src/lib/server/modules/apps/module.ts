/** One app: what it is, what it paid, where it runs, when it ends. */
import { defineModule } from '../../platform/module.ts';
import { appRoutes } from './routes.ts';
import { appSearchers } from './searchers.ts';

export { parseComponents } from './read/app-components.ts';
export { readInstances } from './read/app-history.ts';
export { readTip } from './read/app-tip.ts';
export { endOfRow } from './read/app-end.ts';

export const apps = defineModule({ name: 'apps', routes: appRoutes, searchers: appSearchers });
