/** The market of Bitcoin: daily closes and what published indicators make of them, prices, lists of coins and holders. */
import { defineModule } from '../../platform/module.ts';
import { marketJobs } from './jobs.ts';
import { marketRoutes } from './routes.ts';

export { createListsFile } from './lists/lists-file.ts';

export const markets = defineModule({ name: 'markets', jobs: marketJobs, routes: marketRoutes });
