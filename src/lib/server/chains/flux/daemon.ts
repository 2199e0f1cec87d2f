/**
 * fluxd through the FluxOS API host: heads, headers, the address index and single transactions.
 *
 * Behind the host stand nodes with different tips, so an answer about a range counts only with a proof that the
 * answering node has the whole range: the address index is asked with chain information, which names the block at the
 * range's end. The address index is a source of its own: it fails on nodes whose other calls work. Its older list, of
 * txids alone, refuses a range that the node does not have.
 */
import { z } from 'zod';
import { UpstreamError } from '../../platform/errors.ts';
import { readPlaces, rangeAnswer, txidList } from './address-deltas.ts';
import { BlockOutOfRange, DefiniteNo, TransactionUnknown } from '../../platform/upstream/failures.ts';
import type { Host } from '../../platform/upstream/http.ts';
import type { Daemon } from './ports.ts';
import { payerOf, rawTransaction, readContent, readReported, type RawTransaction } from './raw-transaction.ts';
import { heightField, txidField } from './transaction-fields.ts';

const SOURCE = 'daemon';
const ADDRESS_SOURCE = 'daemon-address';
/** Asked only where that one fails, and excused when it works again. */
const TXIDS_SOURCE = 'daemon-txids';
const INDEX_PURPOSE = 'index';
/** A node gives fluxd 40 s for a question, and a long range of the index may take them. */
const INDEX_TIME = 2;

/** `confirmations` is the only thing that tells an orphan, and it is -1 there however stale it is otherwise. */
const header = z.object({ height: z.int().nonnegative(), time: z.int().positive(), confirmations: z.int() });

interface IndexCall<T> {
  source: string;
  schema: z.ZodType<T>;
  /** End of the asked range. */
  to: number;
  signal: AbortSignal;
}

export function createDaemon(host: Host): Daemon {
  const ask = <T>(path: string, schema: z.ZodType<T>, signal: AbortSignal) =>
    host.json(`/daemon/${path}`, { source: SOURCE, schema, signal, dialect: 'fluxos' });

  async function askIndex<T>(path: string, { source, schema, to, signal }: IndexCall<T>): Promise<T> {
    const call = { source, schema, signal, purpose: INDEX_PURPOSE, dialect: 'fluxos', timeFactor: INDEX_TIME } as const;
    return host.json(`/daemon/${path}`, call).catch((error: unknown) => {
      throw isOutOfRange(error) ? new BlockOutOfRange(source, to, { cause: error }) : error;
    });
  }

  async function rawOf(txid: string, signal: AbortSignal): Promise<RawTransaction> {
    const call = { source: SOURCE, schema: rawTransaction, signal, dialect: 'fluxos', isExact: true } as const;
    const raw = await host.json(`/daemon/getrawtransaction/${txid}/1`, call).catch((error: unknown) => {
      throw isUnknownTransaction(error) ? new TransactionUnknown(SOURCE, txid, { cause: error }) : error;
    });
    if (raw.txid !== txid) throw new UpstreamError(SOURCE, 'answered with another transaction');
    return raw;
  }

  return {
    tip: (signal) => ask('getblockcount', heightField, signal),
    blockHash: (height, signal) =>
      ask(`getblockhash/${height}`, txidField, signal).catch((error: unknown) => {
        throw isOutOfRange(error) ? new BlockOutOfRange(SOURCE, height, { cause: error }) : error;
      }),
    async blockHeader(hash, signal) {
      const { height, time, confirmations } = await ask(`getblockheader/${hash}/true`, header, signal);
      return { height, time, isOrphan: confirmations < 0 };
    },
    async addressTransactions({ address, from, to }, signal) {
      const range = { from: Math.max(from, 1), to };
      const path = `getaddressdeltas/${address}/${range.from}/${to}/1`;
      const answer = await askIndex(path, { source: ADDRESS_SOURCE, schema: rangeAnswer(range), to, signal });
      host.excuse(TXIDS_SOURCE, INDEX_PURPOSE);
      return readPlaces(answer.deltas);
    },
    addressTxids({ address, from, to }, signal) {
      const path = `getaddresstxids/${address}/${Math.max(from, 1)}/${to}`;
      return askIndex(path, { source: TXIDS_SOURCE, schema: txidList, to, signal });
    },
    async transaction(txid, signal) {
      const raw = await rawOf(txid, signal);
      const payer = await payerOf(raw, (previous) => rawOf(previous, signal));
      return { ...readContent(raw, payer), reported: readReported(raw) };
    }
  };
}

function isOutOfRange(error: unknown): boolean {
  return error instanceof DefiniteNo && /outside chain range|out of range/i.test(error.message);
}

function isUnknownTransaction(error: unknown): boolean {
  return error instanceof DefiniteNo && /no information available/i.test(error.message);
}
