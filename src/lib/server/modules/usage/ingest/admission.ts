/**
 * Which requests of a group may be counted: a key that was used for the same before is a replay, one that was used for something
 * else is refused, and so is whoever has used up a quota that is enforced. An event tells of what was used already, so the
 * one that passes the quota still counts; the next is refused.
 */
import { billingPeriod } from '../../../../domain/usage/billing.ts';
import { fromStored } from '../../../../domain/usage/tokens.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { MeteredEvent } from './batch.ts';
import { KeyReused, QuotaUsedUp } from '../refusals.ts';

/** Events that are counted together or not at all. */
export interface Request {
  events: MeteredEvent[];
  settle: (outcome: Recorded | Error) => void;
  /** How many were given twice in the request itself. */
  repeated: number;
}

export interface Recorded {
  accepted: number;
  replayed: number;
}

export interface Admitted {
  request: Request;
  /** Those that are not stored yet. */
  fresh: MeteredEvent[];
}
export interface Refused {
  request: Request;
  error: KeyReused | QuotaUsedUp;
}

/** `isUnseen`: no key is looked up, as if none had been used before; the write finds out. */
export async function admit(
  store: Store,
  group: readonly Request[],
  { isUnseen }: { isUnseen: boolean }
): Promise<{ admitted: Admitted[]; refused: Refused[] }> {
  const events = group.flatMap((request) => request.events);
  const [stored, used] = await Promise.all([storedBodies(store, isUnseen ? [] : events), usedOf(store, events)]);
  const [admitted, refused]: [Admitted[], Refused[]] = [[], []];
  for (const request of group) {
    const bodies = new Map(stored);
    const isReused = request.events.some(({ id, body }) => {
      const before = bodies.get(id);
      if (body !== null) bodies.set(id, body);
      return before !== undefined && before !== body;
    });
    const fresh = request.events.filter(({ id }) => !stored.has(id));
    const usedUp = fresh.find((event) => isUsedUp(event, used));
    if (isReused) {
      refused.push({ request, error: new KeyReused('This idempotency key was used for another event.') });
    } else if (usedUp !== undefined) {
      const { tenant, at } = usedUp;
      refused.push({ request, error: new QuotaUsedUp(tenant.name, billingPeriod(tenant.rules, at).end) });
    } else {
      admitted.push({ request, fresh });
      for (const event of fresh) use(event, used);
    }
  }
  return { admitted, refused };
}

async function storedBodies(store: Store, events: readonly MeteredEvent[]): Promise<Map<string, string | null>> {
  const ids = events.filter(({ body }) => body !== null).map(({ id }): [string, 1] => [id, 1]);
  if (ids.length === 0) return new Map();
  const rows = await store.query('meter_events_known', { ids: Object.fromEntries(ids) });
  return new Map(rows.map(({ id, body }) => [id, body]));
}

const isStrict = ({ tenant }: MeteredEvent) => tenant.plan === 'enforce' && tenant.quota !== null;
const periodKey = ({ tenant, at }: MeteredEvent) => `${billingPeriod(tenant.rules, at).start} ${tenant.name}`;

/** Tokens by period, of the tenants whose quota is enforced. */
async function usedOf(store: Store, events: readonly MeteredEvent[]): Promise<Map<string, bigint>> {
  const periods = new Map(
    events.filter(isStrict).map((event) => {
      const { start } = billingPeriod(event.tenant.rules, event.at);
      return [periodKey(event), { tenant: event.tenant.name, period_start: start }];
    })
  );
  if (periods.size === 0) return new Map();
  const rows = await store.query('meter_used', { periods: [...periods.values()] });
  return new Map(
    rows.map((row) => [`${row.period_start} ${row.tenant}`, fromStored({ high: row.tokens_high, low: row.tokens_low })])
  );
}

function isUsedUp(event: MeteredEvent, used: ReadonlyMap<string, bigint>): boolean {
  return isStrict(event) && (used.get(periodKey(event)) ?? 0n) >= (event.tenant.quota ?? 0n);
}

function use(event: MeteredEvent, used: Map<string, bigint>): void {
  if (isStrict(event)) used.set(periodKey(event), (used.get(periodKey(event)) ?? 0n) + event.tokens);
}
