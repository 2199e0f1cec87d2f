/** Addresses by an Electrum server: a balance, and a history that comes whole and is paged here. */
import { z } from 'zod';
import type { ExplorerTransaction } from '../../../domain/explorer.ts';
import { DefiniteNo } from '../../platform/upstream/failures.ts';
import type { AddressIndex } from '../chain.ts';
import { HistoryTooLarge } from '../chain-failures.ts';
import { remember } from '../remember.ts';
import type { Electrum } from './electrum.ts';
import { isHistoryTooLarge } from './electrum-refusals.ts';
import { ELECTRUM_SOURCE } from './electrum-socket.ts';
import { hash } from './node-shapes.ts';

const SOURCE = 'electrum';
/** Pages of a history are turned within that time of one answer. */
const HISTORY_SECONDS = 30;

/** Satoshi; `unconfirmed` is what the mempool adds, below 0 where it takes. */
const balance = z.object({ confirmed: z.int(), unconfirmed: z.int() });
/** height 0 or -1: in the mempool. */
const entry = z.object({ tx_hash: hash, height: z.int() });
export type HistoryEntry = z.infer<typeof entry>;

interface AddressParts {
  now: () => number;
  scriptHash: (address: string, signal: AbortSignal) => Promise<string>;
  transactions: (entries: HistoryEntry[], signal: AbortSignal) => Promise<ExplorerTransaction[]>;
}

/** Confirmed ones ascending, then those of the mempool. Throws HistoryTooLarge. */
export async function historyOf(electrum: Electrum, scriptHash: string, signal: AbortSignal): Promise<HistoryEntry[]> {
  const call = { method: 'blockchain.scripthash.get_history', params: [scriptHash], schema: z.array(entry) };
  return electrum.call(call, signal).catch((error: unknown) => {
    if (!(error instanceof DefiniteNo) || !isHistoryTooLarge(error)) throw error;
    const reason = 'the history of this address is too large for the Electrum server';
    throw new HistoryTooLarge(ELECTRUM_SOURCE, reason, { cause: error });
  });
}

export function createElectrumAddresses(
  electrum: Electrum,
  { now, scriptHash, transactions }: AddressParts
): AddressIndex {
  const history = remember({ seconds: HISTORY_SECONDS, now, max: 100 }, (of: string, signal) =>
    historyOf(electrum, of, signal)
  );

  return {
    async summary(address, signal) {
      const of = await scriptHash(address, signal);
      const call = { method: 'blockchain.scripthash.get_balance', params: [of], schema: balance };
      const [told, count] = await Promise.all([
        electrum.call(call, signal),
        history(of, signal).then(
          ({ length }) => length,
          (error: unknown) => {
            // The balance may be had all the same.
            if (error instanceof HistoryTooLarge) return null;
            throw error;
          }
        )
      ]);
      return {
        source: SOURCE,
        balanceSat: BigInt(told.confirmed),
        pendingSat: BigInt(told.unconfirmed),
        receivedSat: null,
        sentSat: null,
        transactionCount: count
      };
    },
    async page({ address, after, count }, signal) {
      const entries = (await history(await scriptHash(address, signal), signal)).toReversed();
      const start = after === null ? 0 : entries.findIndex(({ tx_hash: txid }) => txid === after) + 1;
      const shown = after !== null && start === 0 ? [] : entries.slice(start, start + count);
      const isLast = shown.length === 0 || start + shown.length >= entries.length;
      return {
        source: SOURCE,
        transactions: await transactions(shown, signal),
        total: entries.length,
        next: isLast ? null : (shown.at(-1)?.tx_hash ?? null)
      };
    }
  };
}
