/** Which function answers which question about Bitcoin. */
import { hex } from '@scure/base';
import * as explorerWire from '../../../contract/bitcoin/explorer.ts';
import * as mempoolWire from '../../../contract/bitcoin/mempool.ts';
import * as miningWire from '../../../contract/bitcoin/mining.ts';
import * as overviewWire from '../../../contract/bitcoin/overview.ts';
import * as seriesWire from '../../../contract/bitcoin/series.ts';
import { parseAddress } from '../../../domain/bitcoin/addresses.ts';
import type { BitcoinSources } from '../../chains/bitcoin/open-bitcoin.ts';
import { BadRequest } from '../../platform/errors.ts';
import { Refusal } from '../../platform/http/problems.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import { explained, readAddress, readBlock, readBlocks, readTransaction } from '../explorer/module.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readMempool } from './read/mempool.ts';
import { readMining, readNodes } from './read/mining.ts';
import { readOverview } from './read/overview.ts';
import { readFees, readVolume } from './read/series.ts';
import { readWallet } from './read/wallet.ts';

const NETWORK_PATIENCE_MS = 5_000;

export interface BitcoinRouteDeps {
  context: ReadContext;
  /** null: switched off. */
  bitcoin: BitcoinSources | null;
}

export function bitcoinRoutes({ context, bitcoin }: BitcoinRouteDeps): Route[] {
  const deps = () => ({ store: context.store, now: context.now, isOn: bitcoin !== null });
  const on = (): BitcoinSources => {
    if (bitcoin !== null) return bitcoin;
    throw new Refusal(503, 'switched_off', 'Bitcoin is switched off here (BITCOIN=off).');
  };
  const explorer = () => ({ explorer: on().explorer, now: context.now });

  return [
    serve(overviewWire.overview, () => readOverview(deps())),
    serve(mempoolWire.mempool, () => readMempool(deps())),
    serve(miningWire.mining, ({ query: { span } }) => readMining(deps(), span)),
    serve(miningWire.nodes, () => readNodes(deps())),
    serve(seriesWire.fees, ({ query: { period } }) => readFees(deps(), period)),
    serve(seriesWire.volume, ({ query: { period } }) => readVolume(deps(), period)),
    serve(explorerWire.blocks, ({ query }) => explained(readBlocks(explorer(), query))),
    serve(explorerWire.block, ({ params: { id }, query: { page } }) => explained(readBlock(explorer(), id, page))),
    serve(explorerWire.transaction, ({ params: { txid } }) => explained(readTransaction(explorer(), txid))),
    serve(explorerWire.address, async ({ params: { address }, query: { after } }) => {
      const network = await on().network(AbortSignal.timeout(NETWORK_PATIENCE_MS));
      const parsed = parseAddress(address, network);
      if (parsed === null) {
        const message = `no address of the network ${network.id}`;
        throw new BadRequest(`address: ${message}`, [{ name: 'address', message }]);
      }
      const known = { ...parsed, script: hex.encode(parsed.script) };
      return explained(readAddress(explorer(), known, after ?? null));
    }),
    serve(explorerWire.wallet, ({ body }) => explained(readWallet(on(), { body, now: context.now })))
  ];
}
