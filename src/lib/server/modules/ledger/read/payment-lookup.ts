/**
 * Payments by their txid. Those that are asked for while others are being looked up go together when that call is back: a
 * database behind a network costs a call, and hardly more for a second row.
 *
 * Visitors who were answered together ask again together. As many as there were last are therefore waited for, for no longer
 * than the last call took and never for long: who asks alone waits once at most, and nobody waits where a call takes less than
 * a millisecond. A call that takes long holds up no others.
 *
 * What fails, fails for all who wait for that call.
 */
import type { Store } from '../../../platform/store/store.ts';
import type { ShownPaymentRow } from '../statements-read.ts';
import { keySet } from '../../../platform/store/rows.ts';

/** The payment, or undefined when there is none. */
export type PaymentLookup = (txid: string) => Promise<ShownPaymentRow | undefined>;

type Waiting = Map<string, PromiseWithResolvers<ShownPaymentRow | undefined>>;

const MAX_AT_ONCE = 100;
const MAX_CALLS = 4;
/** Longest wait for those who are expected. */
const MAX_GATHERING_MS = 3;
/** So long the next call waits for the one under way. */
const HOLDING_MS = 10;

export function createPaymentLookup(store: Store): PaymentLookup {
  let waiting: Waiting = new Map();
  let calls = 0;
  /** Runs while the next call waits for the one under way. */
  let holding: NodeJS.Timeout | null = null;
  /** Runs while those who are expected are waited for. */
  let gathering: NodeJS.Timeout | null = null;
  let expected = 0;
  let lastCallMs = 0;

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
    clearTimeout(gathering ?? undefined);
    gathering = null;
    const asked = new Map([...waiting].slice(0, MAX_AT_ONCE));
    waiting = new Map([...waiting].slice(MAX_AT_ONCE));
    const startedAt = performance.now();
    const held = setTimeout(() => goOn(held), HOLDING_MS);
    holding = held;
    calls++;
    await ask(asked);
    calls--;
    lastCallMs = performance.now() - startedAt;
    expected = asked.size + waiting.size;
    clearTimeout(held);
    goOn(held);
  };
  /** After a call, or without it; unless the next one is already waited for. */
  const goOn = (held: NodeJS.Timeout): void => {
    if (holding !== null && holding !== held) return;
    holding = null;
    decide();
  };
  const decide = (): void => {
    if (waiting.size === 0 || holding !== null || calls === MAX_CALLS) return;
    const patienceMs = Math.min(MAX_GATHERING_MS, Math.floor(lastCallMs));
    if (waiting.size >= expected || patienceMs === 0) void askAll();
    else gathering ??= setTimeout(() => void askAll(), patienceMs);
  };

  return (txid) => {
    const answer = waiting.get(txid) ?? Promise.withResolvers<ShownPaymentRow | undefined>();
    waiting.set(txid, answer);
    decide();
    return answer.promise;
  };
}
