/**
 * The proof that backups restore: takes the newest one into a scratch database, reads everything back and compares it with
 * what the manifest says: rows and hashes of every table, and the revenue of each day, derived anew from raw facts.
 *
 * No data is a failure, and so is a backup that lacks a tenth of what the store in use holds.
 */
import { dateOf } from '../../../../domain/time/periods.ts';
import { BackupRefused } from '../backup-refused.ts';
import type { Bucket } from '../bucket/bucket.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { createHash } from 'node:crypto';
import { backupTableNames } from '../../../platform/store/tables.ts';
import type { FactRow } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import { schemaVersion, type Manifest } from './manifest.ts';
import { restoreBackup } from './restore.ts';
import { findNewest } from './runs.ts';
import { readTable, textOf } from './table-reader.ts';
import { countRows } from './write-backup.ts';

export interface DrillDeps extends WorkDeps {
  /** An empty store that is gone when it is closed. */
  openScratch: () => Promise<Store>;
  /** The payment that a stored fact is to some tracked addresses; null if it is none. */
  paymentOf: (fact: FactRow, tracked: readonly string[]) => { date: string; amountSat: bigint } | null;
}

export interface DrillReport {
  backup: string;
  rows: number;
  days: number;
}

const SCRATCH_SECONDS = 24 * 3_600;
const MIN_SHARE = 0.9;
/** Of smaller tables a tenth is nothing. */
const MIN_ROWS = 1_000;
const SHOWN = 5;

/** Throws BackupRefused with what is wrong with the newest backup, or that there is none. */
export async function drillBackup(deps: DrillDeps, run: Run, bucket: Bucket): Promise<DrillReport> {
  const found = await findNewest(bucket, run.signal, { today: dateOf(deps.now()) });
  if (found === null) throw new BackupRefused(`there is no complete backup in ${bucket.name}`);
  const { name } = found.run;
  checkHolding(found.manifest, await countRows(deps.store), name);
  const scratch = await deps.openScratch();
  try {
    const lease = { name: 'snapshots', holder: 'drill', now: deps.now(), expires_at: deps.now() + SCRATCH_SECONDS };
    const [taken] = await scratch.query('acquire_lease', lease);
    const own = { ...run, lease: { lease: lease.name, fence: taken?.fence ?? 0 } };
    const alone = (_: AbortSignal, work: () => Promise<void>) => work();
    const report = await restoreBackup({ ...deps, store: scratch, alone }, own, {
      ...found,
      bucket,
      isDryRun: false
    });
    const problems = [
      ...(await compareTables(scratch, found.manifest, run.signal)),
      ...(await compareRevenue({ ...deps, store: scratch }, found.manifest, run.signal))
    ];
    if (problems.length > 0) throw new BackupRefused(`${name} restores differently: ${shown(problems)}`);
    const rows = report.tables.reduce((sum, table) => sum + table.then, 0);
    return { backup: name, rows, days: found.manifest.revenue.days.length };
  } finally {
    await scratch.close();
  }
}

function checkHolding({ tables }: Manifest, live: ReadonlyMap<string, number>, name: string): void {
  const held = (table: keyof Manifest['tables']) => tables[table]?.rows ?? 0;
  if (held('chain_transactions') === 0 && held('daily_snapshots') === 0)
    throw new BackupRefused(`${name} is empty: it holds neither facts nor snapshots`);
  const short = backupTableNames.filter((table) => {
    const rows = live.get(table) ?? 0;
    // Calls of operators come by the hundred, also while they look at backups.
    return table !== 'audit_log' && rows >= MIN_ROWS && held(table) < rows * MIN_SHARE;
  });
  if (short.length > 0) {
    const texts = short.map((table) => `${held(table)} of ${live.get(table) ?? 0} rows of ${table}`);
    throw new BackupRefused(`${name} holds too little: ${shown(texts)}`);
  }
}

/** A backup of an older schema has rows with fewer columns: those are only counted. */
async function compareTables(store: Store, { schema, tables }: Manifest, signal: AbortSignal): Promise<string[]> {
  const problems: string[] = [];
  for (const table of backupTableNames) {
    const told = tables[table];
    if (told === undefined) continue;
    const hash = createHash('sha256');
    let rows = 0;
    for await (const slice of readTable(store, table, signal)) {
      rows += slice.length;
      hash.update(textOf(slice));
    }
    if (rows !== told.rows) problems.push(`${table} has ${rows} rows, not ${told.rows}`);
    else if (schema === schemaVersion && hash.digest('hex') !== told.sha256) problems.push(`${table} has other rows`);
  }
  return problems;
}

async function compareRevenue(
  { store, paymentOf }: Pick<DrillDeps, 'store' | 'paymentOf'>,
  { revenue }: Manifest,
  signal: AbortSignal
): Promise<string[]> {
  const derived = new Map<string, { payments: number; sat: bigint }>();
  for await (const facts of readTable(store, 'chain_transactions', signal)) {
    for (const fact of facts) {
      const payment = paymentOf(fact as unknown as FactRow, revenue.tracked);
      if (payment === null) continue;
      const day = derived.get(payment.date) ?? { payments: 0, sat: 0n };
      derived.set(payment.date, { payments: day.payments + 1, sat: day.sat + payment.amountSat });
    }
  }
  const told = new Map(revenue.days.map(({ date, payments, sat }) => [date, `${payments} payments, ${sat} sat`]));
  const found = new Map([...derived].map(([date, day]) => [date, `${day.payments} payments, ${day.sat} sat`]));
  return [...new Set([...told.keys(), ...found.keys()])]
    .filter((date) => told.get(date) !== found.get(date))
    .sort()
    .map((date) => `revenue of ${date}: ${found.get(date) ?? 'none'}, not ${told.get(date) ?? 'none'}`);
}

function shown(problems: readonly string[]): string {
  const more = problems.length - SHOWN;
  return problems.slice(0, SHOWN).join('; ') + (more > 0 ? `; and ${more} more` : '');
}
