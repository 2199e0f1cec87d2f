/** Flux as a chain that is explored: everything from Blockbook, which knows whole transactions, blocks and addresses. */
import { z } from 'zod';
import { fluxProfile } from '../../../domain/chain-profile.ts';
import type { ExplorerBlock } from '../../../domain/explorer.ts';
import { UpstreamError } from '../../platform/errors.ts';
import { DefiniteNo, TransactionUnknown } from '../../platform/upstream/failures.ts';
import type { Host } from '../../platform/upstream/http.ts';
import type { AddressIndex, BlockReader, Chain, TransactionReader } from '../chain.ts';
import { BlockUnknown, NotAskable } from '../chain-failures.ts';
import { blockbookAddress, blockbookBlock, blockbookTransaction, readBlockbookTransaction } from './explorer-fields.ts';
import { heightField } from './transaction-fields.ts';

const SOURCE = 'blockbook';

const status = z.object({ blockbook: z.object({ bestHeight: heightField }) });
const refusal = z.object({ error: z.string() });

export interface FluxChain extends Chain {
  addresses: AddressIndex;
  blocks: BlockReader;
  transactions: TransactionReader;
}

type ToldBlock = z.infer<typeof blockbookBlock>;

/** The host is its owner's, who closes it. */
export function createFluxChain(host: Host): FluxChain {
  const ask = <T>(path: string, schema: z.ZodType<T>, signal: AbortSignal) =>
    host.json(`/api/v2${path}`, { source: SOURCE, schema, signal, refusalIn });

  async function blockOf(id: string | number, { page, size }: { page: number; size: number }, signal: AbortSignal) {
    return ask(`/block/${id}?page=${page}&pageSize=${size}`, blockbookBlock, signal).catch((error: unknown) => {
      throw error instanceof DefiniteNo ? new BlockUnknown(SOURCE, id, { cause: error }) : error;
    });
  }
  const headOf = (id: string | number, signal: AbortSignal) => blockOf(id, { page: 1, size: 1 }, signal);
  const best = async (signal: AbortSignal) => (await ask('', status, signal)).blockbook.bestHeight;

  return {
    profile: fluxProfile,
    async tip(signal) {
      const { height, hash, time } = await headOf(await best(signal), signal);
      return { height, hash, time, source: SOURCE };
    },
    blockHash: async (height, signal) => (await headOf(height, signal)).hash,
    async blockHeader(hash, signal) {
      const { height, time } = await headOf(hash, signal);
      return { height, time, isOrphan: false };
    },
    blocks: {
      async below({ height, count }, signal) {
        const heights = Array.from({ length: Math.min(count, height + 1) }, (_, place) => height - place);
        const told = await Promise.all(heights.map((at) => headOf(at, signal)));
        return { source: SOURCE, blocks: told.map(readBlock) };
      },
      block: async (id, signal) => ({ source: SOURCE, block: readBlock(await headOf(id, signal)) }),
      async transactionsOf({ hash, from, count }, signal) {
        const page = Math.floor(from / count) + 1;
        const told = await blockOf(hash, { page, size: count }, signal);
        // A page past the end is answered with the last one; some answer with pages of their own size.
        const start = (told.page - 1) * told.itemsOnPage;
        const transactions = (told.txs ?? [])
          .map((each, place) => readBlockbookTransaction(each, start + place))
          .filter(({ position }) => position !== null && position >= from && position < from + count);
        return { source: SOURCE, transactions, total: told.txCount };
      }
    },
    transactions: {
      async transaction(txid, signal) {
        const told = await ask(`/tx/${txid}`, blockbookTransaction, signal).catch((error: unknown) => {
          throw error instanceof DefiniteNo ? new TransactionUnknown(SOURCE, txid, { cause: error }) : error;
        });
        if (told.txid !== txid) throw new UpstreamError(SOURCE, 'answered with another transaction');
        return { source: SOURCE, transaction: readBlockbookTransaction(told, null) };
      }
    },
    addresses: createFluxAddresses(ask),
    mempool: null,
    states: () => host.states(),
    close: () => Promise.resolve()
  };
}

type Ask = <T>(path: string, schema: z.ZodType<T>, signal: AbortSignal) => Promise<T>;

function createFluxAddresses(ask: Ask): AddressIndex {
  const saying = (error: unknown): never => {
    throw error instanceof DefiniteNo ? new NotAskable(SOURCE, error.message, { cause: error }) : error;
  };
  return {
    async summary(address, signal) {
      const told = await ask(`/address/${address}?details=basic`, blockbookAddress, signal).catch(saying);
      return {
        source: SOURCE,
        balanceSat: BigInt(told.balance),
        pendingSat: BigInt(told.unconfirmedBalance),
        receivedSat: told.totalReceived == null ? null : BigInt(told.totalReceived),
        sentSat: told.totalSent == null ? null : BigInt(told.totalSent),
        transactionCount: told.txs + told.unconfirmedTxs
      };
    },
    /** `after` is the number of the page before. */
    async page({ address, after, count }, signal) {
      const page = /^\d{1,7}$/.test(after ?? '') ? Number(after) + 1 : 1;
      const path = `/address/${address}?details=txs&page=${page}&pageSize=${count}`;
      const told = await ask(path, blockbookAddress, signal).catch(saying);
      const rows = told.page === page ? (told.transactions ?? []) : [];
      const confirmed = rows.filter(({ blockHeight }) => blockHeight >= 0).length;
      return {
        source: SOURCE,
        transactions: rows.map((each) => readBlockbookTransaction(each, null)),
        total: told.txs + told.unconfirmedTxs,
        next: confirmed < count ? null : String(page)
      };
    }
  };
}

function readBlock(told: ToldBlock): ExplorerBlock {
  return {
    height: told.height,
    hash: told.hash,
    previousHash: told.previousBlockHash ?? null,
    nextHash: told.nextBlockHash ?? null,
    time: told.time,
    medianTime: null,
    version: told.version ?? null,
    bits: told.bits ?? null,
    difficulty: told.difficulty == null || told.difficulty === '' ? null : Number(told.difficulty),
    merkleRoot: told.merkleRoot ?? null,
    nonce: told.nonce ?? null,
    transactionCount: told.txCount,
    size: told.size ?? null,
    weight: null,
    feesSat: null,
    subsidySat: null,
    medianFeeRate: null,
    outputSat: null,
    miner: null,
    isOrphan: false
  };
}

function refusalIn(body: unknown): string | null {
  return refusal.safeParse(body).data?.error ?? null;
}
