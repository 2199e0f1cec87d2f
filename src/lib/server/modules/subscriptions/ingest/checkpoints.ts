/**
 * Checkpoints of the time machine: what the network was at every so many blocks, so that a past block costs what has changed
 * since one, and not the whole past.
 *
 * Each is made from the one before, and the first from the first message. The writer of subscriptions deletes those that a
 * change reaches back to, and they are made again here.
 */
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import type { Store } from '../../../platform/store/store.ts';
import { blockAt, shownTipOf } from '../stored-segment.ts';

/** Two days of blocks since the fork, and a week before it. */
const CHECKPOINT_BLOCKS = 5_000;

/** Resolves with how many checkpoints were made. */
export async function keepCheckpoints(
  store: Store,
  run: Run,
  onProgress: (done: number, total: number) => void
): Promise<number> {
  const [tip, [newest]] = await Promise.all([shownTipOf(store), store.query('newest_checkpoint', {})]);
  const from = newest?.height ?? newest?.first_height ?? null;
  if (tip === null || from === null) return 0;
  const first = Math.floor(from / CHECKPOINT_BLOCKS) + 1;
  const last = Math.floor((tip.height - fluxProfile.settleAfter) / CHECKPOINT_BLOCKS);
  for (let number = first; number <= last; number++) {
    run.signal.throwIfAborted();
    const at = await blockAt(store, number * CHECKPOINT_BLOCKS, tip);
    const [sums, ...held] = await store.query('network_lives_at', { ...at, with_owners: 1 });
    if (sums === undefined) return number - first;
    const { owner: _, owners: __, ...state } = sums;
    const owners = Object.fromEntries(held.map(({ owner, apps }) => [owner, apps]));
    const checkpoint = [{ ...at, ...state }];
    await store.query('store_subscription_checkpoint', { ...run.lease, checkpoint, owners: JSON.stringify(owners) });
    onProgress(number - first + 1, last - first + 1);
  }
  return Math.max(0, last - first + 1);
}
