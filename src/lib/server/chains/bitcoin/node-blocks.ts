/** Blocks and transactions of a node, put together of calls that stay small. */
import type { BitcoinNetwork } from '../../../domain/bitcoin/network.ts';
import type { ExplorerBlock, ExplorerTransaction } from '../../../domain/explorer.ts';
import { TransactionUnknown } from '../../platform/upstream/failures.ts';
import type { BlockReader, TransactionReader } from '../chain.ts';
import { NotAskable } from '../chain-failures.ts';
import { meaningOf, saying } from './node-refusals.ts';
import { blockHeader, blockOfIds, blockStats, hash, nodeTransaction, type NodeTransaction } from './node-shapes.ts';
import { readNodeTransaction, type Place } from './node-transaction.ts';
import { readNodeBlock } from './node-block.ts';
import { fillInputs } from './fill-inputs.ts';
import { NODE_SOURCE, type Rpc } from './rpc.ts';
import { RpcRefusal } from './rpc-refusal.ts';

const SOURCE = 'node';
const STATS = ['totalfee', 'subsidy', 'total_out', 'feerate_percentiles'];
/** With fees and spent outputs, where the node can: 24 and later; earlier ones take it for 1. */
const VERBOSE = 2;

interface NodeParts {
  network: (signal: AbortSignal) => Promise<BitcoinNetwork>;
  blockHash: (height: number, signal: AbortSignal) => Promise<string>;
}

export function createNodeBlocks(rpc: Rpc, { network, blockHash }: NodeParts): BlockReader & TransactionReader {
  const idsOf = (of: string, signal: AbortSignal) =>
    rpc.call({ method: 'getblock', params: [of, 1], schema: blockOfIds }, signal).catch(saying({ block: of }));

  /** Each with its statistics where the node has them: not of the first block, nor of pruned ones. */
  async function blocksOf(hashes: readonly string[], signal: AbortSignal): Promise<ExplorerBlock[]> {
    const headers = await rpc.batch(
      hashes.map((of) => ({ method: 'getblockheader', params: [of], schema: blockHeader })),
      signal
    );
    const known = headers.map((header, place) => {
      if (header instanceof RpcRefusal) throw meaningOf(header, { block: hashes[place] ?? '' });
      return header;
    });
    const asked = known.filter(({ height, confirmations }) => height > 0 && confirmations >= 0);
    const stats = await rpc.batch(
      asked.map((header) => ({ method: 'getblockstats', params: [header.hash, STATS], schema: blockStats })),
      signal
    );
    const statsOf = new Map(asked.map((header, place) => [header.hash, stats[place]]));
    return known.map((header) => {
      const told = statsOf.get(header.hash);
      return readNodeBlock(header, told instanceof RpcRefusal || told === undefined ? null : told);
    });
  }

  /** Inputs are filled with what they spend where the node did not say so itself. */
  async function filled(transactions: ExplorerTransaction[], signal: AbortSignal): Promise<ExplorerTransaction[]> {
    const on = await network(signal);
    return fillInputs(transactions, async (txids) => {
      const told = await rpc.batch(
        txids.map((txid) => ({ method: 'getrawtransaction', params: [txid, 1], schema: nodeTransaction })),
        signal
      );
      return told.map((each) => (each instanceof RpcRefusal ? null : readNodeTransaction(each, on, null)));
    });
  }

  async function placeOf(told: NodeTransaction, signal: AbortSignal): Promise<Place | null> {
    const { blockhash, confirmations = 0 } = told;
    if (blockhash === undefined || confirmations <= 0) return null;
    const { height, time } = await rpc.call(
      { method: 'getblockheader', params: [blockhash], schema: blockHeader },
      signal
    );
    const position = await idsOf(blockhash, signal).then(
      ({ tx }) => tx.indexOf(told.txid),
      () => -1
    );
    return { blockHash: blockhash, height, time, position: position < 0 ? null : position };
  }

  return {
    async below({ height, count }, signal) {
      const heights = Array.from({ length: Math.min(count, height + 1) }, (_, place) => height - place);
      const hashes = await rpc.batch(
        heights.map((at) => ({ method: 'getblockhash', params: [at], schema: hash })),
        signal
      );
      const known = hashes.filter((each) => typeof each === 'string');
      return { source: SOURCE, blocks: await blocksOf(known, signal) };
    },
    async block(id, signal) {
      const of = typeof id === 'number' ? await blockHash(id, signal) : id;
      const [[block], ids] = await Promise.all([blocksOf([of], signal), idsOf(of, signal).catch(whereKept)]);
      if (block === undefined) throw new NotAskable(NODE_SOURCE, 'the node told nothing of this block');
      return {
        source: SOURCE,
        block: { ...block, size: ids?.size ?? block.size, weight: ids?.weight ?? block.weight }
      };
    },
    async transactionsOf({ hash: of, from, count }, signal) {
      const [on, block] = await Promise.all([network(signal), idsOf(of, signal)]);
      const txids = block.tx.slice(from, from + count);
      const told = await rpc.batch(
        txids.map((txid) => ({ method: 'getrawtransaction', params: [txid, VERBOSE, of], schema: nodeTransaction })),
        signal
      );
      const transactions = told.flatMap((each, place) => {
        // The coinbase of the first block can be had nowhere.
        if (each instanceof RpcRefusal && block.height === 0) return [];
        if (each instanceof RpcRefusal) throw meaningOf(each, { txid: txids[place] ?? '' });
        const position = from + place;
        return [readNodeTransaction(each, on, { blockHash: of, height: block.height, time: block.time, position })];
      });
      return { source: SOURCE, transactions: await filled(transactions, signal), total: block.tx.length };
    },
    async transaction(txid, signal) {
      const call = { method: 'getrawtransaction', params: [txid, VERBOSE], schema: nodeTransaction };
      const told = await rpc.call(call, signal).catch(saying({ txid }));
      if (told.txid !== txid) throw new TransactionUnknown(NODE_SOURCE, txid);
      const [on, place] = await Promise.all([network(signal), placeOf(told, signal)]);
      const [transaction] = await filled([readNodeTransaction(told, on, place)], signal);
      if (transaction === undefined) throw new TransactionUnknown(NODE_SOURCE, txid);
      return { source: SOURCE, transaction };
    }
  };
}

/** A pruned block has a header and nothing more. */
function whereKept(error: unknown): null {
  if (error instanceof NotAskable) return null;
  throw error;
}
