/** Which function answers which question about the chain of Flux. */
import * as wire from '../../../contract/chain/flux.ts';
import type { Explorer } from '../../chains/explorer.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { aboutTransaction } from './read/about.ts';
import { readAddress } from './read/address.ts';
import { readBlock, readBlocks } from './read/blocks.ts';
import { explained } from './read/explained.ts';
import { readTip } from './read/origin.ts';
import { readTransaction } from './read/transaction.ts';

export interface ExplorerRouteDeps {
  context: ReadContext;
  fluxExplorer: Explorer;
}

export function explorerRoutes({ context, fluxExplorer }: ExplorerRouteDeps): Route[] {
  const deps = () => ({ explorer: fluxExplorer, now: context.now });
  return [
    serve(wire.tip, () => explained(readTip(deps()))),
    serve(wire.blocks, ({ query }) => explained(readBlocks(deps(), query))),
    serve(wire.block, ({ params: { id }, query: { page } }) => explained(readBlock(deps(), id, page))),
    serve(wire.transaction, async ({ params: { txid } }) => {
      const [told, about] = await Promise.all([
        explained(readTransaction(deps(), txid)),
        aboutTransaction(context, txid.toLowerCase())
      ]);
      return { ...told, about };
    }),
    serve(wire.address, ({ params: { address }, query: { after } }) =>
      explained(readAddress(deps(), { address, type: null, script: null }, after ?? null))
    )
  ];
}
