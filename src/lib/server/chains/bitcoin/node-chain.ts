/**
 * The operator's own node as a chain: heads, blocks, transactions. It has no index of addresses.
 *
 * Blocks are read as a header, their statistics and their transaction ids; no call answers whole transactions of a block,
 * which are tens of megabytes. A transaction that is confirmed needs the node's `txindex`, or its block.
 */
import { bitcoinProfile } from '../../../domain/chain-profile.ts';
import { networkOf, type BitcoinNetwork } from '../../../domain/bitcoin/network.ts';
import type { Chain } from '../chain.ts';
import { createNodeBlocks } from './node-blocks.ts';
import { createNodeFees } from './node-fees.ts';
import { blockHeader, chainInfo, hash, networkInfo } from './node-shapes.ts';
import { saying } from './node-refusals.ts';
import type { Rpc } from './rpc.ts';
import { remember } from '../remember.ts';

const SOURCE = 'node';
/** A node that is asked keeps its kind; it may be exchanged for another one while we run. */
const NETWORK_SECONDS = 600;

export interface NodeChain extends Chain {
  addresses: null;
  blocks: NonNullable<Chain['blocks']>;
  transactions: NonNullable<Chain['transactions']>;
  mempool: NonNullable<Chain['mempool']>;
  network(signal: AbortSignal): Promise<BitcoinNetwork>;
}

export function createNodeChain(rpc: Rpc, now: () => number): NodeChain {
  const network = remember({ seconds: NETWORK_SECONDS, now }, async (_: null, signal) => {
    const [info, peers] = await Promise.all([
      rpc.call({ method: 'getblockchaininfo', schema: chainInfo }, signal),
      rpc.call({ method: 'getnetworkinfo', schema: networkInfo }, signal)
    ]);
    return networkOf(info.chain, peers.subversion);
  });
  const networkNow = (signal: AbortSignal) => network(null, signal);
  const blockHash = (height: number, signal: AbortSignal) =>
    rpc.call({ method: 'getblockhash', params: [height], schema: hash }, signal).catch(saying({ block: height }));

  const reader = createNodeBlocks(rpc, { network: networkNow, blockHash });
  return {
    profile: bitcoinProfile,
    network: networkNow,
    async tip(signal) {
      const info = await rpc.call({ method: 'getblockchaininfo', schema: chainInfo }, signal);
      const best = info.bestblockhash;
      const { time } = await rpc.call({ method: 'getblockheader', params: [best], schema: blockHeader }, signal);
      return { height: info.blocks, hash: best, time, source: SOURCE };
    },
    blockHash,
    async blockHeader(of, signal) {
      const header = await rpc
        .call({ method: 'getblockheader', params: [of], schema: blockHeader }, signal)
        .catch(saying({ block: of }));
      return { height: header.height, time: header.time, isOrphan: header.confirmations < 0 };
    },
    addresses: null,
    blocks: reader,
    transactions: reader,
    mempool: createNodeFees(rpc),
    states: () => rpc.states(),
    close: () => rpc.close()
  };
}
