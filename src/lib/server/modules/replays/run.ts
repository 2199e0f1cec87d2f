/**
 * One run of a replay: batch after batch is compared and laid aside, then everything takes its place at once.
 *
 * What was laid aside and how far it has come are one transaction, so a kill at any moment costs a batch: the next run goes
 * on with the same replay. It is over only when the exchange is stored, or when it has failed for a reason that would come
 * again.
 */
import { AppError, Conflict, StaleFenceError, StoreError } from '../../platform/errors.ts';
import { patientLeases, type Leases } from '../../platform/jobs/leases.ts';
import type { Run, WorkDeps } from '../../platform/jobs/run.ts';
import type { Projector, Range } from './projector.ts';
import type { ReplayRow } from './statements.ts';

export interface Wanted {
  projector: string;
  fromHeight: number | null;
  toHeight: number | null;
  batchSize: number;
  dryRun: boolean;
}

export interface ReplayDeps extends WorkDeps {
  leases: Leases;
  /** By the names under which they are asked for. */
  projectors: ReadonlyMap<string, Projector>;
  /** Called when answers that visitors see may have changed. */
  onChange: () => void;
  /** Asks for a job soon. */
  kick: (name: string) => void;
}

const HIGHEST_HEIGHT = 2_147_483_646;

/** Begins the replay that is wanted, under the id of the job; null: goes on with the open one, if there is one. */
export async function replay(deps: ReplayDeps, run: Run, job: { id: string; wanted: Wanted | null }): Promise<unknown> {
  const row =
    job.wanted === null ? await resume(deps, run, job.id) : await begin(deps, run, { ...job, wanted: job.wanted });
  if (row === null) return { replay: null };
  try {
    await work(deps, run, row);
  } catch (error) {
    if (!isCut(error, run)) {
      const reason = error instanceof AppError ? error.message : 'it failed for a reason of ours: see the log';
      const end = { id: row.id, state: 'failed', error: reason, now: deps.now() } as const;
      await deps.store.query('replay_finish', { ...run.lease, ...end });
    }
    throw error;
  }
  return { replay: row.id };
}

/** Stopped, or overtaken, or the database is away: somebody goes on with it. */
function isCut(error: unknown, { signal }: Run): boolean {
  if (signal.aborted || error instanceof StaleFenceError || error instanceof Conflict) return true;
  return error instanceof StoreError && error.retryable;
}

async function begin(
  deps: ReplayDeps,
  { lease }: Run,
  { id, wanted }: { id: string; wanted: Wanted }
): Promise<ReplayRow> {
  const { projector, fromHeight, toHeight, batchSize, dryRun } = wanted;
  const asked = { id, projector, from_height: fromHeight, to_height: toHeight, batch_size: batchSize };
  const total = await projectorOf(deps, projector).total(rangeOf({ from_height: fromHeight, to_height: toHeight }));
  const row = { ...asked, is_dry_run: dryRun ? 1 : 0, total_rows: total, now: deps.now() } as const;
  await deps.store.query('replay_begin', { ...lease, ...row });
  const open = await openReplay(deps);
  if (open?.id !== id) throw new Conflict('another replay is under way', open?.id ?? '');
  return open;
}

async function resume(deps: ReplayDeps, { lease }: Run, jobId: string): Promise<ReplayRow | null> {
  const open = await openReplay(deps);
  if (open === null) return null;
  await deps.store.query('replay_resume', { ...lease, id: open.id, job_id: jobId, now: deps.now() });
  return open;
}

export async function openReplay({ store }: Pick<ReplayDeps, 'store'>): Promise<ReplayRow | null> {
  return (await store.query('replay_open', {}))[0] ?? null;
}

async function work(deps: ReplayDeps, run: Run, row: ReplayRow): Promise<void> {
  const { store, now } = deps;
  const { id, batch_size: limit } = row;
  const projector = projectorOf(deps, row.projector);
  const range = rangeOf(row);
  let done = row.replayed_rows;
  for (let cursor = row.cursor; ;) {
    run.signal.throwIfAborted();
    const batch = await projector.next(cursor, { range, limit, signal: run.signal });
    if (batch === null) break;
    const { count, rows } = batch;
    await store.query('replay_store', { ...run.lease, id, rows, cursor: batch.cursor, count });
    ({ cursor } = batch);
    done += count;
    run.progress(done, Math.max(done, row.total_rows));
  }
  const [found] = await store.query('replay_by_id', { id });
  if (row.is_dry_run === 1 || found?.changed_rows === 0) {
    await store.query('replay_finish', { ...run.lease, id, state: 'completed', error: null, now: now() });
    return;
  }
  const held = await patientLeases(deps.leases).hold(projector.lease, run.signal, async (lease, signal) => {
    await projector.exchange(id, { lease, signal });
    return true;
  });
  if (held === null) throw new Conflict(`another process holds the lease ${projector.lease}`, '');
  deps.onChange();
  // What was missing is settled by the chain alone, and days that have ended are taken over into history.
  deps.kick('revenue-sync');
}

function projectorOf({ projectors }: ReplayDeps, name: string): Projector {
  const projector = projectors.get(name);
  if (projector === undefined) throw new Error(`no such projector: ${name}`);
  return projector;
}

function rangeOf({ from_height, to_height }: Pick<ReplayRow, 'from_height' | 'to_height'>): Range {
  return { from: from_height ?? 0, to: to_height ?? HIGHEST_HEIGHT, isAll: from_height === null && to_height === null };
}
