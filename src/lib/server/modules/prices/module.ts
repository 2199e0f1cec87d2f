/** What a coin costs: daily closes and the live price. */
import { defineModule } from '../../platform/module.ts';
import { priceJobs } from './jobs.ts';

export { type Prices, pricesOf, readPrices, type Value, valueOf } from './ingest/valuation.ts';
export { createBinance } from './upstream/binance.ts';
export { complaintIn as coingeckoComplaint } from './upstream/coingecko.ts';
export type { DailyPriceSource, PriceSources } from './upstream/ports.ts';
export { closeField, staleness } from './upstream/price-fields.ts';

export const prices = defineModule({ name: 'prices', jobs: priceJobs });
