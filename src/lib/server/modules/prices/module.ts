/** What a coin costs: daily closes and the live price. */
import { defineModule } from '../../platform/module.ts';
import { priceJobs } from './jobs.ts';

export { type Prices, pricesOf, readPrices, type Value, valueOf } from './ingest/valuation.ts';
export type { PriceSources } from './upstream/ports.ts';

export const prices = defineModule({ name: 'prices', jobs: priceJobs });
