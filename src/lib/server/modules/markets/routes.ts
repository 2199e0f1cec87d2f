/** Which function answers which question about the market of Bitcoin. */
import { indicators } from '../../../contract/markets/indicators.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readIndicators } from './read/indicators.ts';

export interface MarketRouteDeps {
  context: ReadContext;
  isBitcoinOn: boolean;
}

export function marketRoutes({ context, isBitcoinOn }: MarketRouteDeps): Route[] {
  const market = { ...context, isBitcoinOn };
  return [serve(indicators, (input) => readIndicators(market, input))];
}
