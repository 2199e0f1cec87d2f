/**
 * Payments, made again from the stored facts, offline.
 *
 * A few hundred facts at a time, so that whoever asks the API meanwhile is answered in between. What others have written
 * since it was looked at is looked at again while nobody can write, and then everything takes its place at once.
 */
import type { RevenueRules } from '../../../../domain/payments/payments.ts';
import { deriveSlice, paymentEvents } from '../../ledger/module.ts';
import type { WorkDeps } from '../../../platform/jobs/run.ts';
import { laidAside, type Batch, type Projector, type Range } from '../projector.ts';
import type { LaidAside } from '../statements.ts';

export interface PaymentsDeps extends WorkDeps {
  rules: RevenueRules;
}

const FACTS_PER_STEP = 400;

export function createPayments(deps: PaymentsDeps): Projector {
  const { store, now } = deps;

  const step = async (above: number, to: number, limit: number): Promise<(Batch & { height: number }) | null> => {
    const slice = await deriveSlice(deps, { above, to, limit });
    if (slice === null) return null;
    const { write, stored, height, facts } = slice;
    const removed = Object.keys(write.removed_payments);
    const events = paymentEvents(stored.payments, { written: write.payments, removed, now: now() });
    const told = Map.groupBy(events, ({ subject }) => subject);
    const written = new Map(write.payments.map((row) => [row.txid, row]));
    const rows: Record<string, LaidAside> = {};
    for (const txid of Object.keys(write.affected)) {
      const [before, after] = [stored.payments.get(txid) ?? null, written.get(txid) ?? null];
      const at = after?.block_height ?? before?.block_height ?? height;
      rows[txid] = laidAside(before, after, { height: at, events: told.get(txid) ?? [] });
    }
    return { cursor: String(height), height, count: facts, rows };
  };

  const batch = async (above: number, { to, limit, signal }: { to: number; limit: number; signal: AbortSignal }) => {
    const found: Batch = { cursor: String(above), count: 0, rows: {} };
    for (let height = above; found.count < limit;) {
      signal.throwIfAborted();
      const more = await step(height, to, Math.min(FACTS_PER_STEP, limit - found.count));
      if (more === null) break;
      height = more.height;
      found.cursor = more.cursor;
      found.count += more.count;
      Object.assign(found.rows, more.rows);
    }
    return found.count === 0 ? null : found;
  };

  return {
    lease: 'revenue',
    async total({ from, to }: Range) {
      return (await store.query('replay_fact_count', { from, to }))[0]?.rows ?? 0;
    },
    next: (cursor, { range: { from, to }, limit, signal }) =>
      batch(cursor === '' ? from - 1 : Number(cursor), { to, limit, signal }),
    async exchange(id, { lease, signal }) {
      await store.query('replay_check_ledger', { ...lease, id });
      const [stale] = await store.query('replay_stale', { id });
      await store.query('replay_drop_stale', { ...lease, id });
      if (stale?.from_height != null && stale.to_height !== null) {
        for (let height = stale.from_height - 1; ;) {
          const more = await batch(height, { to: stale.to_height, limit: FACTS_PER_STEP, signal });
          if (more === null) break;
          height = Number(more.cursor);
          await store.query('replay_store', { ...lease, id, rows: more.rows, cursor: more.cursor, count: 0 });
        }
      }
      await store.query('exchange_ledger', { ...lease, id, events: [], now: now() });
    }
  };
}
