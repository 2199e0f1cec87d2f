/**
 * Public REST as a chain: mempool.space, or an operator's own mempool. Asked last, politely, and for everything that no own
 * source tells.
 */
import { bitcoinProfile } from '../../../domain/chain-profile.ts';
import type { BitcoinNetwork } from '../../../domain/bitcoin/network.ts';
import { UpstreamError } from '../../platform/errors.ts';
import { DefiniteNo, TransactionUnknown } from '../../platform/upstream/failures.ts';
import type { Host } from '../../platform/upstream/http.ts';
import type { AddressIndex, BlockReader, Chain, Mempool, TransactionReader } from '../chain.ts';
import { BlockUnknown, NotAskable } from '../chain-failures.ts';
import { createRestAddresses } from './rest-addresses.ts';
import { readRestBlock, readRestTransaction } from './rest-read.ts';
import { restBlock, restFees, restMempool, restTransaction } from './rest-shapes.ts';
import { asking, REST_SOURCE, type Ask } from './rest-ask.ts';
import { z } from 'zod';

const SOURCE = 'rest';
const BLOCKS_PER_PAGE = 15;
const TRANSACTIONS_PER_PAGE = 25;

export interface RestChain extends Chain {
  blocks: BlockReader;
  transactions: TransactionReader;
  mempool: Mempool;
  addresses: AddressIndex;
}

/** The host is its owner's, who closes it. */
export function createRestChain(host: Host, network: BitcoinNetwork): RestChain {
  const ask = asking(host);
  const blocksFrom = (height: number | null, signal: AbortSignal) =>
    ask(`/api/v1/blocks${height === null ? '' : `/${height}`}`, z.array(restBlock), signal);

  async function blockAt(height: number, signal: AbortSignal) {
    const told = (await blocksFrom(height, signal).catch(saying(height))).find((block) => block.height === height);
    if (told === undefined) throw new BlockUnknown(REST_SOURCE, height);
    return told;
  }

  return {
    profile: bitcoinProfile,
    async tip(signal) {
      const [newest] = await blocksFrom(null, signal);
      if (newest === undefined) throw new UpstreamError(REST_SOURCE, 'told of no block');
      return { height: newest.height, hash: newest.id, time: newest.timestamp, source: SOURCE };
    },
    blockHash: async (height, signal) => (await blockAt(height, signal)).id,
    async blockHeader(hash, signal) {
      const told = await ask(`/api/v1/block/${hash}`, restBlock, signal).catch(saying(hash));
      return { height: told.height, time: told.timestamp, isOrphan: told.stale === true };
    },
    blocks: {
      async below({ height, count }, signal) {
        const blocks = [];
        for (let at = height; at >= 0 && blocks.length < count; at -= BLOCKS_PER_PAGE) {
          const page = await blocksFrom(at, signal);
          blocks.push(...page.filter((block) => block.height <= at && block.height > at - BLOCKS_PER_PAGE));
        }
        return { source: SOURCE, blocks: blocks.slice(0, count).map((block) => readRestBlock(block, network)) };
      },
      async block(id, signal) {
        const told =
          typeof id === 'number'
            ? await blockAt(id, signal)
            : await ask(`/api/v1/block/${id}`, restBlock, signal).catch(saying(id));
        return { source: SOURCE, block: readRestBlock(told, network) };
      },
      async transactionsOf({ hash, from, count }, signal) {
        const start = from - (from % TRANSACTIONS_PER_PAGE);
        const [told, block] = await Promise.all([
          ask(`/api/block/${hash}/txs/${start}`, z.array(restTransaction), signal).catch(saying(hash)),
          ask(`/api/v1/block/${hash}`, restBlock, signal).catch(saying(hash))
        ]);
        const transactions = told
          .map((each, place) => ({ ...readRestTransaction(each, network), position: start + place }))
          .slice(from - start, from - start + count);
        return { source: SOURCE, transactions, total: block.tx_count };
      }
    },
    transactions: {
      async transaction(txid, signal) {
        const told = await ask(`/api/tx/${txid}`, restTransaction, signal).catch((error: unknown) => {
          throw error instanceof DefiniteNo ? new TransactionUnknown(REST_SOURCE, txid, { cause: error }) : error;
        });
        if (told.txid !== txid) throw new UpstreamError(REST_SOURCE, 'answered with another transaction');
        return { source: SOURCE, transaction: readRestTransaction(told, network) };
      }
    },
    addresses: createRestAddresses(ask, network),
    mempool: createRestMempool(ask),
    states: () => host.states().filter(({ name }) => name === REST_SOURCE),
    close: () => Promise.resolve()
  };
}

function createRestMempool(ask: Ask): Mempool {
  const fees = (signal: AbortSignal) => ask('/api/v1/fees/recommended', restFees, signal);
  return {
    async info(signal) {
      const [told, { minimumFee }] = await Promise.all([ask('/api/mempool', restMempool, signal), fees(signal)]);
      return {
        source: SOURCE,
        count: told.count,
        vsize: Math.round(told.vsize),
        feesSat: BigInt(Math.round(told.total_fee)),
        minimumFeeRate: minimumFee
      };
    },
    async histogram(signal) {
      const told = await ask('/api/mempool', restMempool, signal);
      // Without an index the service answers an empty one beside a full mempool.
      if (told.fee_histogram.length === 0 && told.count > 0) {
        throw new NotAskable(REST_SOURCE, 'the service has no histogram of fees');
      }
      return { source: SOURCE, steps: told.fee_histogram };
    },
    async estimates(targets, signal) {
      const told = await fees(signal);
      const rates = targets.map((target) => {
        if (target <= 1) return told.fastestFee;
        if (target <= 3) return told.halfHourFee;
        return target <= 6 ? told.hourFee : told.economyFee;
      });
      return { source: SOURCE, rates };
    }
  };
}

function saying(id: string | number): (error: unknown) => never {
  return (error) => {
    throw error instanceof DefiniteNo ? new BlockUnknown(REST_SOURCE, id, { cause: error }) : error;
  };
}
