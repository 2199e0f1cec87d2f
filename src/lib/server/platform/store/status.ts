/**
 * What the operations on history remember, kept in sync_status as JSON under fixed names beside what the indexer knows.
 *
 * `snapshots` is how the last check went, `categories` the tables that the images were sorted with, `nodeHistory` that
 * the statistics service was asked for its past, `bootstrap` what became of an empty database's first start, `backup` and
 * `drill` how the last of them went.
 */
import type { LedgerTimes } from '../../../domain/ledger-times.ts';
import type { Store } from './store.ts';
import type { WorkDeps, Run } from '../jobs/run.ts';

export interface OpsStatus {
  snapshots?: { lastSuccess: number | null; lastError: string | null };
  categories?: { version: string };
  nodeHistory?: { completedAt: number; days: number };
  bootstrap?: BootstrapStatus;
  backup?: BackupStatus;
  drill?: DrillStatus;
}

export interface BackupStatus {
  /** The newest complete one. */
  last: { name: string; createdAt: number; rows: number; bytes: number; durationMs: number } | null;
  /** Since that one. */
  failures: number;
  failedAt: number | null;
  error: string | null;
}

export interface DrillStatus {
  at: number;
  ok: boolean;
  backup: string | null;
  durationMs: number;
  error: string | null;
}

export interface BootstrapStatus {
  /** pending: the database was empty, and no source has been read to the end yet. */
  state: 'pending' | 'taken' | 'none' | 'not-needed';
  at: number;
  /** Which backup was taken. */
  backup: string | null;
  /** What could not be used, and why. */
  refused: { backup: string; reason: string }[];
}

/** Of the indexer's entries those that history depends on. */
interface LedgerStatus {
  revenue?: LedgerTimes & { tip: number };
  tracked?: string[];
}

export async function readOpsStatus(store: Store): Promise<OpsStatus & LedgerStatus> {
  const rows = await store.query('sync_status', {});
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]));
}

export async function storeOpsStatus(
  { store, now }: Pick<WorkDeps, 'store' | 'now'>,
  { lease }: Pick<Run, 'lease'>,
  entries: OpsStatus
): Promise<void> {
  const status = Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [name, { value: JSON.stringify(value) }])
  );
  await store.query('store_status', { ...lease, status, now: now() });
}
