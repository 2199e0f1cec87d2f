/**
 * Adds everything up again: events against their minutes, minutes against the totals of periods. A difference is a fault of
 * ours, whatever caused it, and is named.
 *
 * In slices of time and of tenants, each one short question, so that it holds up nobody however much is stored. Events that are
 * no longer kept are left out, and so are those that came so late that others of their minutes are gone.
 */
import type { Store } from '../../../platform/store/store.ts';

export interface Drift {
  tenant: string;
  part: 'minutes' | 'totals';
}

const MINUTE = 60;
const SLICE_SECONDS = 10 * MINUTE;
const TENANTS_PER_SLICE = 100;
const MOST_NAMED = 100;

/** Resolves with what does not add up: nothing, as it should be. */
export async function reconcile(store: Store, signal?: AbortSignal): Promise<Drift[]> {
  const drift = [...(await minutesThatDrift(store, signal)), ...(await totalsThatDrift(store, signal))];
  return drift.slice(0, MOST_NAMED);
}

async function minutesThatDrift(store: Store, signal?: AbortSignal): Promise<Drift[]> {
  const [floor] = await store.query('meter_floor', {});
  const found = new Set<string>();
  let from = Math.ceil((floor?.before ?? 0) / MINUTE) * MINUTE;
  for (;;) {
    signal?.throwIfAborted();
    const [next] = await store.query('meter_next_event', { from });
    const starts = [next?.event_at, next?.minute].filter((at) => at != null);
    if (starts.length === 0) break;
    from = Math.min(...starts.map((at) => at - (at % MINUTE)));
    const to = from + SLICE_SECONDS;
    for (const { tenant } of await store.query('meter_drift_minutes', { from, to })) found.add(tenant);
    from = to;
  }
  return [...found].map((tenant) => ({ tenant, part: 'minutes' }));
}

async function totalsThatDrift(store: Store, signal?: AbortSignal): Promise<Drift[]> {
  const found: Drift[] = [];
  for (let after = ''; ;) {
    signal?.throwIfAborted();
    const rows = await store.query('meter_drift_totals', { after, limit: TENANTS_PER_SLICE });
    for (const { tenant, drifts } of rows) if (drifts === 1) found.push({ tenant, part: 'totals' });
    const last = rows.at(-1);
    if (last === undefined || rows.length < TENANTS_PER_SLICE) return found;
    after = last.tenant;
  }
}
