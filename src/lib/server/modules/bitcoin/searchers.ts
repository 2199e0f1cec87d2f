/** What a text may be on the chain of Bitcoin. With Bitcoin switched off it is nothing. */
import { parseAddress } from '../../../domain/bitcoin/addresses.ts';
import { mainNetwork, networkOf, regtestNetwork } from '../../../domain/bitcoin/network.ts';
import type { Searcher } from '../../platform/search.ts';
import { chainSearchers } from '../explorer/module.ts';
import { HeadValue } from '../../../contract/bitcoin/overview.ts';
import { readPanels } from './read/panels.ts';
import type { BitcoinRouteDeps } from './routes.ts';

/** The page of an address of another network than the node's says so. */
const networks = [mainNetwork, networkOf('test', ''), regtestNetwork, networkOf('main', 'litecoin')];
const head = HeadValue.pick({ height: true }).loose();

export function bitcoinSearchers({ context, bitcoin }: BitcoinRouteDeps): Searcher[] {
  if (bitcoin == null) return [];
  const { store, now } = context;
  return chainSearchers({
    name: 'Bitcoin',
    path: '/bitcoin',
    explorer: bitcoin.explorer,
    height: async () => (await readPanels({ store, now, isOn: true })).get('head', head, ({ height }) => height).value,
    isAddress: (text) => networks.some((network) => parseAddress(text, network) !== null),
    now
  });
}
