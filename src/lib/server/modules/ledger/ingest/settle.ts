/**
 * Settles payments that are deep enough: each only when its block is the one that the best chain has at that height. A
 * block that differs is read again from the chain.
 */
import { SORT_KEY_BITS } from '../../../../domain/payments/sort-keys.ts';
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import { settledHeight } from '../../../../domain/payments/unsettled.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { keySet, type PaymentRow } from '../../../platform/store/rows.ts';
import { bestBlockHash } from './chain-blocks.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { paymentEvents } from './payment-events.ts';
import { emptyWrite } from './write.ts';

const ROWS_PER_RUN = 500;

/** Hashes by height of the best chain's blocks that decide what can be settled now; without those that nobody tells. */
export async function readBlocksToSettle(
  deps: IngestDeps,
  run: Run,
  tip: number
): Promise<ReadonlyMap<number, string>> {
  const rows = await rowsToSettle(deps, tip);
  const heights = [...new Set(rows.map(({ block_height }) => block_height))];
  const hashes = new Map<number, string>();
  await Promise.all(
    heights.map(async (height) => {
      try {
        hashes.set(height, await bestBlockHash(deps, height, run.signal));
      } catch (error) {
        // Unsettled rows stay so and are asked for again by the next sync.
        if (!(error instanceof UpstreamError)) throw error;
        deps.log.debug({ height, err: error }, 'block not confirmed');
      }
    })
  );
  return hashes;
}

/** Resolves with the heights whose stored block is not on the best chain. */
export async function settlePayments(
  deps: IngestDeps,
  run: Run,
  { tip, hashes }: { tip: number; hashes: ReadonlyMap<number, string> }
): Promise<number[]> {
  const rows = await rowsToSettle(deps, tip);
  const payments = rows
    .filter((row) => hashes.get(row.block_height) === row.block_hash)
    .map((row): PaymentRow => ({ ...row, settled: 1 }));
  if (payments.length > 0) {
    const affected = keySet(payments.map(({ txid }) => txid));
    const now = deps.now();
    const before = new Map(rows.map((row) => [row.txid, row]));
    const events = paymentEvents(before, { written: payments, removed: [], now });
    await deps.store.query('store_payments', { ...run.lease, ...emptyWrite(), payments, affected, events, now });
  }
  const isReplaced = (row: PaymentRow) =>
    hashes.has(row.block_height) && hashes.get(row.block_height) !== row.block_hash;
  return [...new Set(rows.filter(isReplaced).map(({ block_height }) => block_height))];
}

function rowsToSettle({ store }: IngestDeps, tip: number): Promise<PaymentRow[]> {
  const max_key = String((BigInt(settledHeight(tip, fluxProfile) + 1) << SORT_KEY_BITS) - 1n);
  return store.query('payments_to_settle', { max_key, limit: ROWS_PER_RUN });
}
