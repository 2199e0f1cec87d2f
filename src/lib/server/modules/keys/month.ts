/**
 * How much of its month each key has used, and by which kind of request: our own API, metered like anything else.
 *
 * Answers are counted in memory, also those of the edge, and written every few seconds as events of the tenant `key:ID`, of
 * which the feature is the class of the route. What was counted and not written dies with the process; what was written is never
 * counted twice. Other replicas write as well: their part is read back with each writing.
 */
import type { Logger } from 'pino';
import { billingPeriod } from '../../../domain/usage/billing.ts';
import { tenantOfKey } from '../../../domain/usage/tenant-names.ts';
import { fromStored } from '../../../domain/usage/tokens.ts';
import type { MonthOfKey } from '../../platform/http/auth/api-key.ts';
import type { Store } from '../../platform/store/store.ts';
import type { Usage } from '../usage/module.ts';

export interface KeyMonths {
  /** Of a key whose plan allows so many requests in a month. */
  of(id: string, perMonth: number): Promise<MonthOfKey>;
  count(id: string, answered: { route: string; count: number }): void;
  /** Writes down what was counted. */
  flush(): Promise<void>;
}

interface Deps {
  store: Store;
  usage: Pick<Usage, 'record' | 'saveTenant'>;
  /** Unix seconds. */
  now: () => number;
  log: Logger;
  flushMs?: number;
}

interface Known {
  perMonth: number;
  stored: number;
  periodStart: number;
  /** Counted and not written, by class of route. */
  pending: Map<string, number>;
}

const FLUSH_MS = 2_000;
/** Calendar months: a key has no billing day of its own. */
const rules = [{ from: null, day: 1 }];

export function createKeyMonths({ store, usage, now, log, flushMs = FLUSH_MS }: Deps): KeyMonths {
  const keys = new Map<string, Promise<Known>>();
  const ready = new Map<string, Known>();
  let timer: NodeJS.Timeout | null = null;

  const read = async (id: string, periodStart: number): Promise<number> => {
    const [row] = await store.query('meter_used', {
      periods: [{ tenant: tenantOfKey(id), period_start: periodStart }]
    });
    return row === undefined ? 0 : Number(fromStored({ high: row.tokens_high, low: row.tokens_low }));
  };

  async function open(id: string, perMonth: number): Promise<Known> {
    const [tenant] = await store.query('meter_tenant', { name: tenantOfKey(id) });
    if (tenant === undefined) {
      await usage.saveTenant({ name: tenantOfKey(id), kind: 'key', monthlyQuota: BigInt(perMonth) });
    }
    const periodStart = billingPeriod(rules, now()).start;
    const known = { perMonth, periodStart, stored: await read(id, periodStart), pending: new Map<string, number>() };
    ready.set(id, known);
    return known;
  }

  async function write(id: string, known: Known): Promise<void> {
    const written = [...known.pending];
    known.pending = new Map();
    const inFlight = written.reduce((sum, [, count]) => sum + count, 0);
    known.stored += inFlight;
    try {
      if (inFlight > 0) {
        const events = written.map(([feature, count]) => ({ tenant: tenantOfKey(id), feature, tokens: BigInt(count) }));
        await usage.record(events);
      }
      known.periodStart = billingPeriod(rules, now()).start;
      known.stored = await read(id, known.periodStart);
    } catch (err) {
      known.stored -= inFlight;
      for (const [feature, count] of written) known.pending.set(feature, (known.pending.get(feature) ?? 0) + count);
      log.warn({ err, key: id }, 'requests of a key not written yet');
    }
  }

  async function flush(): Promise<void> {
    timer = null;
    await Promise.all([...ready].filter(([, { pending }]) => pending.size > 0).map(([id, known]) => write(id, known)));
  }

  return {
    async of(id, perMonth) {
      let known = ready.get(id);
      if (known === undefined) {
        const opening = keys.get(id) ?? open(id, perMonth);
        keys.set(id, opening);
        known = await opening.finally(() => keys.delete(id));
      }
      const { start, end } = billingPeriod(rules, now());
      const unwritten = [...known.pending.values()].reduce((sum, count) => sum + count, 0);
      const used = (known.periodStart === start ? known.stored : 0) + unwritten;
      return { limit: perMonth, used, resetSeconds: end - now() };
    },
    count(id, { route, count }) {
      const known = ready.get(id);
      if (known === undefined) return;
      const feature = /^\/api\/([\w-]+)/.exec(route)?.[1] ?? 'other';
      known.pending.set(feature, (known.pending.get(feature) ?? 0) + count);
      timer ??= setTimeout(() => void flush(), flushMs).unref();
    },
    flush
  };
}
