/** Which function answers which question about the market of Bitcoin. */
import { indicators } from '../../../contract/markets/indicators.ts';
import { market as marketWire, treasuries } from '../../../contract/markets/market.ts';
import { review } from '../../../contract/markets/review.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readIndicators } from './read/indicators.ts';
import { readMarket } from './read/market.ts';
import { readReview } from './read/review.ts';
import { readTreasuries } from './read/treasuries.ts';
import type { ReadLists } from './lists/lists-file.ts';

export interface MarketRouteDeps {
  context: ReadContext;
  isBitcoinOn: boolean;
  readLists: ReadLists;
}

export function marketRoutes({ context, isBitcoinOn, readLists }: MarketRouteDeps): Route[] {
  const market = { ...context, isBitcoinOn, readLists };
  return [
    serve(indicators, (input) => readIndicators(market, input)),
    serve(review, (input) => readReview(market, input)),
    serve(marketWire, () => readMarket(market)),
    serve(treasuries, () => readTreasuries(market))
  ];
}
