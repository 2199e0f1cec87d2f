/**
 * Rows of the future: what was written while this machine's clock was ahead. They are found once the time is sure, and put
 * right, so that the days they stand for are still recorded when they come.
 */
import { CLOCK_TOLERANCE_SECONDS } from '../../../../domain/time/ages.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import { StoreError } from '../../../platform/errors.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';

/** Resolves with how many rows were put right, by table. */
export async function putTimesRight({ store, now, log }: WorkDeps, { lease }: Run): Promise<Record<string, number>> {
  const at = now();
  const moment = { today: dateOf(at), latest: at + CLOCK_TOLERANCE_SECONDS };
  const found = Object.fromEntries((await store.query('future_rows', moment)).map(({ name, rows }) => [name, rows]));
  if (Object.keys(found).length === 0) return found;
  await store.query('put_times_right', { ...lease, ...moment, now: at });
  log.warn({ rows: found }, 'rows of the future put right');
  return found;
}

/** When the indexer's state was last written, which it is with every sync; null: never, or the store does not answer. */
export async function newestWrite(store: Store): Promise<number | null> {
  try {
    const times = (await store.query('sync_status', {})).map(({ updated_at }) => updated_at);
    return times.length === 0 ? null : Math.max(...times);
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}
