/**
 * Payments by their txid. Those that are asked for while others are being looked up go together when that call is back: a
 * database behind a network costs a call, and hardly more for a second row.
 *
 * What fails, fails for all who wait for that call.
 */
import type { Store } from '../store/store.ts';
import type { ShownPaymentRow } from '../store/statements-read.ts';
import { keySet } from '../store/rows.ts';

/** The payment, or undefined when there is none. */
export type PaymentLookup = (txid: string) => Promise<ShownPaymentRow | undefined>;

type Waiting = Map<string, PromiseWithResolvers<ShownPaymentRow | undefined>>;

const MAX_AT_ONCE = 100;

export function createPaymentLookup(store: Store): PaymentLookup {
  let waiting: Waiting = new Map();
  let isAsking = false;

  const ask = async (asked: Waiting): Promise<void> => {
    try {
      const rows = await store.query('payments_by_txid', { txids: keySet(asked.keys()) });
      const found = new Map(rows.map((row) => [row.txid, row]));
      for (const [txid, { resolve }] of asked) resolve(found.get(txid));
    } catch (error) {
      for (const { reject } of asked.values()) reject(error);
    }
  };
  const askAll = async (): Promise<void> => {
    isAsking = true;
    while (waiting.size > 0) {
      const asked = new Map([...waiting].slice(0, MAX_AT_ONCE));
      waiting = new Map([...waiting].slice(MAX_AT_ONCE));
      await ask(asked);
    }
    isAsking = false;
  };

  return (txid) => {
    const answer = waiting.get(txid) ?? Promise.withResolvers<ShownPaymentRow | undefined>();
    waiting.set(txid, answer);
    if (!isAsking) void askAll();
    return answer.promise;
  };
}
