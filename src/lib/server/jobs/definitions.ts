/** The product's jobs: what runs under which name, how often and under which lease. */
import { Conflict } from '../errors.ts';
import { auditLedger } from '../ingest/audit.ts';
import type { IngestDeps, Run } from '../ingest/deps.ts';
import { createMessageLoader } from '../ingest/messages.ts';
import { createPriceSync } from '../ingest/prices.ts';
import { rebuildLedger } from '../ingest/rebuild.ts';
import { repairValues } from '../ingest/repair.ts';
import { syncRevenue } from '../ingest/revenue-sync.ts';
import type { LeaseName, Leases } from '../ops/leases.ts';
import type { JobContext, JobDefinition } from './scheduler.ts';

export interface JobDeps extends IngestDeps {
  leases: Leases;
  intervals: { revenueSeconds: number; priceSeconds: number };
  /** Called when answers that visitors see may have changed. */
  onChange: () => void;
  /** Asks for a sync soon. */
  kick: (name: string) => void;
}

const AUDIT_SECONDS = 4 * 3600;
const DEFAULT_AUDIT_BLOCKS = 4_320;

export function jobDefinitions(deps: JobDeps): JobDefinition[] {
  const messages = createMessageLoader(deps);
  const prices = createPriceSync(deps);
  const { revenueSeconds, priceSeconds } = deps.intervals;

  /** Work under a lease. Held elsewhere: somebody else is doing it; on demand that is a conflict, on schedule no event. */
  const under =
    <T>(lease: LeaseName, work: (run: Run, context: JobContext) => Promise<T>) =>
    async (context: JobContext): Promise<T> => {
      const result = await deps.leases.hold(lease, context.signal, async (held, signal) => ({
        value: await work({ lease: held, signal, progress: context.progress }, context)
      }));
      if (result === null) throw new Conflict(`another process holds the lease ${lease}`, '');
      return result.value;
    };
  const changing =
    (work: (run: Run) => Promise<number>) =>
    async (run: Run): Promise<{ changed: number }> => {
      const changed = await work(run);
      deps.onChange();
      return { changed };
    };

  return [
    {
      name: 'revenue-sync',
      everyMs: revenueSeconds * 1000,
      run: under('revenue', async (run) => {
        const result = await syncRevenue(deps, run, messages);
        if (result.isChanged) deps.onChange();
        return { tip: result.tip, complete: result.complete };
      })
    },
    {
      name: 'price-sync',
      everyMs: priceSeconds * 1000,
      run: under('prices', async (run) => {
        const isChanged = await prices.sync(run);
        if (isChanged) deps.onChange();
        return { isChanged };
      })
    },
    {
      name: 'audit-transactions',
      everyMs: AUDIT_SECONDS * 1000,
      delayMs: AUDIT_SECONDS * 1000,
      run: under('revenue', async (run, { args }) => {
        const report = await auditLedger(deps, run, Number(args['blocks'] ?? DEFAULT_AUDIT_BLOCKS));
        deps.onChange();
        return report;
      })
    },
    {
      name: 'backfill-app-types',
      everyMs: null,
      run: under(
        'revenue',
        changing((run) => rebuildLedger(deps, run))
      )
    },
    {
      name: 'backfill-app-names',
      everyMs: null,
      run: under(
        'revenue',
        changing((run) => rebuildLedger(deps, run))
      )
    },
    {
      name: 'backfill-usd',
      everyMs: null,
      run: under(
        'revenue',
        changing((run) => revalueAll(deps, run))
      )
    },
    {
      name: 'clear-revenue-data',
      everyMs: null,
      run: under('revenue', async (run) => {
        await deps.store.query('clear_revenue', run.lease);
        deps.onChange();
        deps.kick('revenue-sync');
      })
    },
    {
      name: 'reset-revenue-sync',
      everyMs: null,
      run: under('revenue', async (run) => {
        await deps.store.query('reset_cursors', run.lease);
        deps.kick('revenue-sync');
      })
    }
  ];
}

/** Every day asks for revaluation, then the ordinary repair does it. */
async function revalueAll(deps: JobDeps, run: Run): Promise<number> {
  await deps.store.query('forget_valuations', run.lease);
  return repairValues(deps, run);
}
