/** Which function answers which question about Bitcoin. */
import * as overviewWire from '../../../contract/bitcoin/overview.ts';
import type { BitcoinSources } from '../../chains/bitcoin/open-bitcoin.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readOverview } from './read/overview.ts';

export interface BitcoinRouteDeps {
  context: ReadContext;
  /** null: switched off. */
  bitcoin: BitcoinSources | null;
}

export function bitcoinRoutes({ context, bitcoin }: BitcoinRouteDeps): Route[] {
  const deps = () => ({ store: context.store, now: context.now, isOn: bitcoin !== null });
  return [serve(overviewWire.overview, () => readOverview(deps()))];
}
