/**
 * Counts what we ask the services outside: the tenant `upstream:NAME`, of which the feature is the source.
 *
 * Where there is a budget, a call is stored before it is made, by the same meter and its enforced quota: so a process that dies
 * forgets none, and replicas share one budget. Where there is none, calls are counted in memory and written once a minute.
 */
import { budgetLevel, spacingSeconds } from '../../../../domain/usage/budget.ts';
import type { WorkDeps } from '../../../platform/jobs/run.ts';
import { NotAsked } from '../../../platform/upstream/failures.ts';
import type { CallCount } from '../../../platform/upstream/http.ts';
import { readSpending, spentText, tenantOfProvider, type Budgets } from '../budgets.ts';
import { QuotaUsedUp } from '../refusals.ts';
import { tenantOf } from '../tenant.ts';
import type { Usage } from '../usage.ts';

export interface UpstreamCalls {
  of(provider: string): CallCount;
  /** Writes down what was only counted. */
  flush(): Promise<void>;
}

interface Deps extends WorkDeps {
  usage: Pick<Usage, 'record' | 'saveTenant'>;
  budgets: Budgets;
  flushMs?: number;
}

const FLUSH_MS = 60_000;
const MINUTE = 60;

export function createUpstreamCalls(deps: Deps): UpstreamCalls {
  const { flushMs = FLUSH_MS, budgets, log } = deps;
  const pending = new Map<string, Map<string, number>>();
  const saved = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  /** A budget that was changed in the settings is the tenant's quota from then on. */
  async function ensure(provider: string): Promise<void> {
    if (saved.has(provider)) return;
    const name = tenantOfProvider(provider);
    const calls = budgets.get(provider);
    const wanted = {
      plan: calls === undefined ? 'alert' : 'enforce',
      quota: calls === undefined ? null : BigInt(calls)
    } as const;
    await saveIfOther(deps, { name, ...wanted });
    saved.add(provider);
  }

  async function flush(): Promise<void> {
    timer = null;
    for (const [provider, counts] of pending) {
      const written = [...counts];
      if (written.length === 0) continue;
      counts.clear();
      try {
        await ensure(provider);
        const tenant = tenantOfProvider(provider);
        await deps.usage.record(written.map(([feature, count]) => ({ tenant, feature, tokens: BigInt(count) })));
      } catch (err) {
        for (const [source, count] of written) counts.set(source, (counts.get(source) ?? 0) + count);
        log.debug({ err, provider }, 'calls of a service not written yet');
      }
    }
  }

  function counted(provider: string): CallCount {
    const counts = pending.get(provider) ?? new Map<string, number>();
    pending.set(provider, counts);
    return {
      claim(source) {
        counts.set(source, (counts.get(source) ?? 0) + 1);
        timer ??= setTimeout(() => void flush(), flushMs).unref();
        return Promise.resolve();
      }
    };
  }

  return {
    of(provider) {
      const calls = budgets.get(provider);
      return calls === undefined
        ? counted(provider)
        : budgeted(deps, { provider, calls, ensure: () => ensure(provider) });
    },
    flush
  };
}

/** One call after another, so that each knows of the one before. */
function budgeted(
  deps: Deps,
  { provider, calls, ensure }: { provider: string; calls: number; ensure: () => Promise<void> }
): CallCount {
  const tenant = tenantOfProvider(provider);
  let last: Promise<unknown> = Promise.resolve();

  /** Of the stored minutes: true when a service was asked less than `seconds` ago, by any process. */
  async function wasAskedWithin(seconds: number, now: number): Promise<boolean> {
    const from = Math.ceil((now - seconds) / MINUTE) * MINUTE;
    return (await deps.store.query('meter_features', { tenant, from, to: now + 1 })).length > 0;
  }

  async function claim(source: string): Promise<void> {
    await ensure();
    const now = deps.now();
    const spending = await readSpending(deps, { provider, calls });
    const level = budgetLevel(spending);
    const refusal = () => new NotAsked(source, `not asked: ${spentText(spending, now)}`);
    if (level === 'used up') throw refusal();
    if (level === 'spared') {
      const seconds = spacingSeconds(spending, spending.month.end - now);
      if (await wasAskedWithin(seconds, now)) throw refusal();
    }
    try {
      await deps.usage.record([{ tenant, feature: source, tokens: 1n }]);
    } catch (error) {
      // Another process took the last one.
      if (error instanceof QuotaUsedUp) throw new NotAsked(source, `not asked: ${error.message}`);
      throw error;
    }
  }

  return {
    claim(source) {
      const turn = last.then(() => claim(source));
      last = turn.catch(() => undefined);
      return turn;
    }
  };
}

async function saveIfOther(
  { store, usage }: Pick<Deps, 'store' | 'usage'>,
  { name, plan, quota }: { name: string; plan: 'alert' | 'enforce'; quota: bigint | null }
): Promise<void> {
  const [row] = await store.query('meter_tenant', { name });
  const before = row === undefined ? null : tenantOf(row);
  if (before?.plan === plan && before.quota === quota) return;
  await usage.saveTenant({ name, kind: 'upstream', plan, monthlyQuota: quota });
}
