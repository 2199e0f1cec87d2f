/** How far a replay is. Pace and estimate are of the run that is under way, never of an earlier one. */
import type { Replay } from '../../../../contract/replays/replays.ts';
import type { ReadContext } from '../../ledger/module.ts';
import type { ReplayRow } from '../statements.ts';

/** The newest one without an id; null: there is none. */
export async function readReplay({ store, now }: ReadContext, id: string | null): Promise<Replay | null> {
  const [row] = await store.query('replay_by_id', { id: id ?? '' });
  return row === undefined ? null : replayOf(row, now());
}

/** The id of the one that is not over. */
export async function openReplayId({ store }: ReadContext): Promise<string | null> {
  return (await store.query('replay_open', {}))[0]?.id ?? null;
}

export async function readChanges({ store }: ReadContext, id: string, asked: { after: string; limit: number }) {
  const rows = await store.query('replay_changes', { id, ...asked });
  const changes = rows.map(({ key, height, row_before, row_after }) => ({
    key,
    height,
    before: row_before === null ? null : (JSON.parse(row_before) as unknown),
    after: row_after === null ? null : (JSON.parse(row_after) as unknown)
  }));
  return { changes, next: rows.length < asked.limit ? null : (rows.at(-1)?.key ?? null) };
}

type Found = ReplayRow & { changed_rows: number; job_state: string | null };

function replayOf(row: Found, now: number): Replay {
  const isReplaying = row.state === 'open' && row.job_state === 'running';
  const seconds = now - row.run_started_at;
  const pace = isReplaying && seconds > 0 && row.run_rows > 0 ? row.run_rows / seconds : null;
  const left = Math.max(0, row.total_rows - row.replayed_rows);
  return {
    id: row.id,
    projector: row.projector,
    state: row.state !== 'open' ? row.state : isReplaying ? 'running' : 'interrupted',
    isReplaying,
    dryRun: row.is_dry_run === 1,
    fromHeight: row.from_height,
    toHeight: row.to_height,
    batchSize: row.batch_size,
    rowsReplayed: row.replayed_rows,
    rowsRemaining: row.state === 'completed' ? 0 : left,
    totalRows: row.state === 'completed' ? row.replayed_rows : row.total_rows,
    rowsPerSecond: pace === null ? null : Math.round(pace * 100) / 100,
    estimatedCompletion: pace === null ? null : now + Math.ceil(left / pace),
    changedRows: row.changed_rows,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error
  };
}
