/** The story's proofs: what stands still. */
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf, NOON } from '../support/factories.ts';
import type { Ask } from './story.ts';

export async function tellProofs(store: Store, ask: Ask): Promise<void> {
  await tellStalls(store, ask);
}

async function tellStalls(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'events');
  const stalled = { id: 'source.stalled:chain:1', type: 'source.stalled', version: 1, subject: 'chain', height: null };
  const events = [{ ...stalled, at: NOON, data: '{}', recurs: 1 as const }];
  const silent = (since: number) => ({ since, recovered_at: null });
  const latch = (stalls: Record<string, { since: number; recovered_at: number | null }>, now: number) =>
    ask('store_source_stalls', { ...lease, stalls, events, now });
  await latch({ chain: silent(NOON), Blockbook: silent(NOON - 9) }, NOON + 300);
  await ask('source_stalls', {});
  // It keeps the time at which it was latched first.
  await latch({ chain: { since: NOON, recovered_at: NOON + 400 } }, NOON + 410);
  await latch({ chain: silent(NOON + 400) }, NOON + 900);
  await ask('source_stalls', {});
  await ask('clear_source_stall', { source: 'chain', since: NOON });
  await ask('clear_source_stall', { source: 'chain', since: NOON + 400 });
  await ask('source_stalls', {});
  await ask('events_of_type', { type: 'source.stalled', after: 0, until: Number.MAX_SAFE_INTEGER, limit: 9 });
}
