/**
 * What history needs between two snapshots, in one regular look: the past that can only be had once, categories by
 * today's tables, today's rows, rows for days that were missed. How it went is kept for health.
 *
 * A source that fails costs its own part only; the next look tries again.
 */
import { dateOf, startOfDate } from '../../../../domain/time/periods.ts';
import { Conflict, UpstreamError } from '../../../platform/errors.ts';
import { backfillNodeHistory, DAY_BEGINS_SECONDS, fillMissedDays, type NodeHistory } from './backfill.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { recategorizeIfChanged } from './recategorize.ts';
import { takeRepoSnapshot, takeSnapshot, type SnapshotReport } from './snapshots.ts';
import { readOpsStatus, storeOpsStatus } from '../../../platform/store/documents/ops-status.ts';

export interface CheckReport {
  /** null: today is too young. */
  snapshot: SnapshotReport | null;
  repos: SnapshotReport | null;
  /** Whether any answer that visitors see may differ now. */
  isChanged: boolean;
}

export interface CheckDeps extends WorkDeps {
  network: NodeHistory;
}

export async function checkSnapshots(deps: CheckDeps, run: Run): Promise<CheckReport> {
  const recategorized = await recategorizeIfChanged(deps, run);
  const history = await askForNodeHistory(deps, run);
  const missed = await fillMissedDays(deps, run);
  const isChanged = (recategorized?.images ?? 0) + (history ?? 0) + missed > 0;
  const at = deps.now();
  if (at < startOfDate(dateOf(at)) + DAY_BEGINS_SECONDS) return { snapshot: null, repos: null, isChanged };

  const snapshot = await takeSnapshot(deps, run);
  const repos = await takeRepoSnapshot(deps, run);
  await remember(deps, run, snapshot);
  const isTaken = [snapshot, repos].some(({ outcome }) => outcome === 'taken' || outcome === 'filled');
  return { snapshot, repos, isChanged: isChanged || isTaken };
}

/** On demand, at any time of the day. Throws Conflict when too little is known for it. */
export async function takeSnapshotNow(deps: WorkDeps, run: Run): Promise<SnapshotReport> {
  const report = await takeSnapshot(deps, run);
  await remember(deps, run, report);
  return asked(report);
}

/** On demand; today's counts per image are never replaced. Throws Conflict when they are not known freshly enough. */
export async function takeRepoSnapshotNow(deps: WorkDeps, run: Run): Promise<SnapshotReport> {
  return asked(await takeRepoSnapshot(deps, run));
}

function asked(report: SnapshotReport): SnapshotReport {
  if (report.outcome === 'waiting') throw new Conflict(tooLittle(report), '');
  return report;
}

async function remember(deps: WorkDeps, run: Run, report: SnapshotReport): Promise<void> {
  const isThere = report.outcome !== 'waiting';
  const { snapshots } = await readOpsStatus(deps.store);
  const entry = {
    lastSuccess: isThere ? deps.now() : (snapshots?.lastSuccess ?? null),
    lastError: isThere ? null : tooLittle(report)
  };
  await storeOpsStatus(deps, run, { snapshots: entry });
  if (!isThere) deps.log.warn({ date: report.date, missing: report.missing }, 'snapshot had to wait');
}

function tooLittle({ date, missing }: SnapshotReport): string {
  return `too little is known for a snapshot of ${date}: not fresh enough are ${missing.join(', ')}`;
}

async function askForNodeHistory(deps: CheckDeps, run: Run): Promise<number | null> {
  try {
    return await backfillNodeHistory(deps, deps.network, run);
  } catch (error) {
    if (!(error instanceof UpstreamError) || run.signal.aborted) throw error;
    deps.log.warn({ err: error }, 'node history not read');
    return null;
  }
}
