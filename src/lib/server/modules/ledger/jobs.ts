/** Jobs of the ledger. Whatever they change shows at once in the days that have ended. */
import { auditLedger } from './ingest/audit.ts';
import type { IngestDeps } from './ingest/deps.ts';
import { createMessageLoader } from '../messages/module.ts';
import { syncRevenue } from './ingest/revenue-sync.ts';
import type { JobDefinition } from '../../platform/jobs/job.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import type { Fenced } from '../../platform/store/rows.ts';

export interface RevenueJobDeps extends IngestDeps {
  leases: Leases;
  intervals: { revenueSeconds: number };
  /** Takes the revenue of ended days over into history; resolves with how many days changed. */
  finalizeDays: (lease: Fenced) => Promise<number>;
  /** Called when answers that visitors see may have changed. */
  onChange: () => void;
  /** Asks for a job soon. */
  kick: (name: string) => void;
}

const AUDIT_SECONDS = 4 * 3600;
const DEFAULT_AUDIT_BLOCKS = 4_320;

export function revenueJobs(deps: RevenueJobDeps): JobDefinition[] {
  const under = underLease(deps.leases);
  const messages = createMessageLoader(deps);

  return [
    {
      name: 'revenue-sync',
      everyMs: deps.intervals.revenueSeconds * 1000,
      run: under('revenue', async (run) => {
        const result = await syncRevenue(deps, run, messages);
        const days = await deps.finalizeDays(run.lease);
        if (result.isChanged || days > 0) deps.onChange();
        // What payments bought follows from them, and what is earned from the tip.
        deps.kick('subscriptions');
        return { tip: result.tip, complete: result.complete };
      })
    },
    {
      name: 'audit-transactions',
      everyMs: AUDIT_SECONDS * 1000,
      delayMs: AUDIT_SECONDS * 1000,
      run: under('revenue', async (run, { args }) => {
        const report = await auditLedger(deps, run, Number(args['blocks'] ?? DEFAULT_AUDIT_BLOCKS));
        await deps.finalizeDays(run.lease);
        deps.onChange();
        return report;
      })
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
