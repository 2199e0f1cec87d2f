/**
 * Transactions that could not be read: their blocks are read again, the longest waiting first.
 *
 * A block that still cannot be read counts as one more attempt, which puts it behind all others: however many stay odd,
 * each of the rest has its turn.
 */
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import { settledHeight } from '../../../../domain/payments/unsettled.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { FailedRow } from '../../../platform/store/rows.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { replaceRange, type ReplacedRange } from './ledger.ts';
import { emptyWrite } from './write.ts';

const ROWS_PER_RUN = 20;

/** Resolves with how many blocks differed. What is not settled yet is read again by every sync anyway. */
export async function retryFailed(
  deps: IngestDeps,
  run: Run,
  chain: Pick<ReplacedRange, 'tip' | 'sources'>
): Promise<number> {
  const failed = await deps.store.query('failed_transactions', { limit: ROWS_PER_RUN });
  const byHeight = Map.groupBy(failed, ({ height }) => height);
  let changed = 0;
  for (const [height, rows] of byHeight) {
    if (height > settledHeight(chain.tip, fluxProfile)) continue;
    try {
      const { payments } = await replaceRange(deps, run, { ...chain, from: height, to: height });
      if (payments > 0) changed++;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      deps.log.warn({ height, err: error }, 'failed transactions not read again');
      await countAttempt(deps, run, { rows, reason: error.message });
    }
  }
  return changed;
}

async function countAttempt(
  { store, now }: IngestDeps,
  { lease }: Run,
  { rows, reason }: { rows: FailedRow[]; reason: string }
): Promise<void> {
  const parked = rows.map(({ txid, height }) => ({ txid, height, reason }));
  await store.query('store_payments', { ...lease, ...emptyWrite(), parked, now: now() });
}
