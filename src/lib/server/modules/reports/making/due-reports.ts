/**
 * Reports that are due: one for each period that has ended, made at the first time of the schedule after its end.
 *
 * A report is kept in the transaction that finds it to be the first of its period, so that three replicas and a kill make
 * one. A period of which nothing is known makes none.
 */
import { Cron } from 'croner';
import { reportReady } from '../../../../contract/reports/events.ts';
import { completedPeriods } from '../../../../domain/time/completed-periods.ts';
import { addDays, startOfDate, type Period } from '../../../../domain/time/periods.ts';
import { eventOf } from '../../../platform/events/event.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import type { ReadContext } from '../../ledger/module.ts';
import { readReport } from '../read/report.ts';

const periods: readonly Period[] = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly'];

export interface ReportDeps extends WorkDeps {
  context: ReadContext;
  /** Cron pattern in UTC. */
  reportSchedule: string;
}

/** Periods whose report was made now. */
export async function makeDueReports(
  { store, now, context, reportSchedule }: ReportDeps,
  { lease, signal }: Run
): Promise<{ made: string[] }> {
  const known = new Map((await store.query('reports_made', {})).map(({ period, end_date }) => [period, end_date]));
  const made: string[] = [];
  for (const period of periods) {
    signal.throwIfAborted();
    const { current } = completedPeriods(now(), period);
    if ((known.get(period) ?? '') >= current.end || now() < dueAt(reportSchedule, current.end)) continue;
    const report = await readReport(context, { params: { period }, query: {} });
    if (!report.metrics.some(({ status }) => status === 'ok')) continue;
    const body = JSON.stringify(report);
    const at = now();
    const metrics = report.metrics.map(({ label, unit, current: value, previous, change, missing }) => ({
      ...{ label, unit, current: value, previous, change },
      missing: missing.length
    }));
    const told = { period, start: current.start, end: current.end, metrics };
    const events = [eventOf(reportReady, told, { at })];
    const rows = await store.query('store_report', { ...lease, period, end_date: current.end, body, now: at, events });
    if (rows.length > 0) made.push(`${period} ${current.end}`);
  }
  return { made };
}

/** Unix seconds of the first time of the schedule after a day has ended. */
function dueAt(schedule: string, lastDay: string): number {
  const end = new Date(startOfDate(addDays(lastDay, 1)) * 1_000);
  const next = new Cron(schedule, { timezone: 'UTC', paused: true }).nextRun(end);
  return next === null ? Infinity : next.getTime() / 1_000;
}
