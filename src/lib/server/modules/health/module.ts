/** Whether all of it works, in words that an operator can act on; the tracker itself at a glance. */
import { defineModule } from '../../platform/module.ts';
import { healthRoutes } from './routes.ts';

export { readHealth } from './health.ts';
export { readMetricFigures } from './metric-figures.ts';

export const health = defineModule({ name: 'health', routes: healthRoutes });
