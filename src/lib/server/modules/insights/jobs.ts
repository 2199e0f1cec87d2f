/** Jobs of what figures mean: keeping today's, having ready what is dear to make, looking whether the chain pays by its schedule. */
import { dateOf, startOfDate } from '../../../domain/time/periods.ts';
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import type { WorkDeps } from '../../platform/jobs/run.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import type { ReadContext } from '../ledger/module.ts';
import { keepDay } from './days/keep-day.ts';
import { makeReady } from './read/ready.ts';
import { checkCoinbases, type CoinbaseDeps } from './ingest/coinbase-check.ts';

/** As snapshots: what is measured at midnight belongs to neither day. */
const DAY_BEGINS_SECONDS = 300;
const COINBASE_EVERY_MS = 3_600_000;
/** After the first sync has begun. */
const COINBASE_DELAY_MS = 20_000;

export interface InsightJobDeps extends WorkDeps, CoinbaseDeps {
  leases: Leases;
  context: ReadContext;
  intervals: { snapshotCheckSeconds: number };
  /** Whether somebody besides the own clock says what time it is: before that no day is begun. */
  isTimeSure: () => boolean;
  onChange: () => void;
}

/** What nobody changed costs a look. */
const READY_EVERY_MS = 60_000;
const READY_DELAY_MS = 2_000;

export function insightJobs(deps: InsightJobDeps): JobDefinition[] {
  const under = underLease(deps.leases);
  return [
    {
      name: 'insight-days',
      everyMs: deps.intervals.snapshotCheckSeconds * 1_000,
      delayMs: 60_000,
      run: under('snapshots', async (run) => {
        const at = deps.now();
        if (!deps.isTimeSure() || at < startOfDate(dateOf(at)) + DAY_BEGINS_SECONDS) return null;
        const report = await keepDay(deps, run);
        if (report.kept.length > 0) deps.onChange();
        return report;
      })
    },
    {
      // In each process: what it has ready is in its memory.
      name: 'insights-ready',
      everyMs: READY_EVERY_MS,
      delayMs: READY_DELAY_MS,
      run: () => makeReady(deps.context)
    },
    {
      name: 'coinbase-check',
      everyMs: COINBASE_EVERY_MS,
      delayMs: COINBASE_DELAY_MS,
      run: under('insights', async (run) => {
        const report = await checkCoinbases(deps, run);
        if (report.read.length > 0) deps.onChange();
        return report;
      })
    }
  ];
}
