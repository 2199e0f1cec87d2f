/** Keys of programs: what they may do, how often, until when. */
import { defineModule } from '../../platform/module.ts';
import { keyRoutes } from './routes.ts';

export { createKeys } from './keys.ts';
export { createKeyMonths } from './month.ts';

export const keys = defineModule({ name: 'keys', routes: keyRoutes });
