/** Jobs of reports and alerts. Both write under the lease `insights`. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { makeDueReports, type ReportDeps } from './making/due-reports.ts';
import { evaluateAlerts, type EvaluateDeps } from './watch/evaluate.ts';

const EVERY_MS = 60_000;
/** The first figures of a new process are in by then. */
const DELAY_MS = 90_000;

export interface ReportJobDeps extends ReportDeps, EvaluateDeps {
  leases: Leases;
  /** Whether somebody besides the own clock says what time it is: before that no period has ended and nothing is late. */
  isTimeSure: () => boolean;
  onChange: () => void;
}

export function reportJobs(deps: ReportJobDeps): JobDefinition[] {
  const under = underLease(deps.leases);
  return [
    {
      name: 'alerts',
      everyMs: EVERY_MS,
      delayMs: DELAY_MS,
      run: under('insights', async (run) => {
        if (!deps.isTimeSure()) return null;
        const report = await evaluateAlerts(deps, run);
        if (report.opened.length + report.closed.length > 0) deps.onChange();
        return report;
      })
    },
    {
      name: 'reports',
      everyMs: EVERY_MS,
      delayMs: DELAY_MS,
      run: under('insights', async (run) => (deps.isTimeSure() ? makeDueReports(deps, run) : null))
    }
  ];
}
