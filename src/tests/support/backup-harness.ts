/** A store with something in every table, and backups of it in a bucket of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Run } from '../../lib/server/platform/jobs/run.ts';
import { paymentOf } from '../../lib/server/modules/backup/jobs.ts';
import * as operations from '../../lib/server/modules/backup/runs/operations.ts';
import type { BucketSettings } from '../../lib/server/modules/backup/bucket/bucket.ts';
import { readOpsStatus } from '../../lib/server/platform/store/documents/ops-status.ts';
import type { BackupRow, BackupTable } from '../../lib/server/platform/store/tables.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { defaultPayers } from '../../lib/domain/payments/payments.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import { leaseOf, noPayments, NOON, plantWebhook, TRACKED, txidOf } from './factories.ts';
import { plantSubscription } from './plant-subscription.ts';
import { backUp } from '../store-story/backup.ts';
import { tellCensus } from '../store-story/census.ts';
import { manyPayments } from '../store-story/payments.ts';
import { tellInsights } from '../store-story/insights.ts';
import { tellKeys } from '../store-story/keys.ts';
import { tellSnapshots } from '../store-story/snapshots.ts';
import { tellBitcoin } from '../store-story/bitcoin.ts';
import { tellMarkets } from '../store-story/markets.ts';
import { tellUsage } from '../store-story/usage.ts';
import type { Ask } from '../store-story/story.ts';
import { tellWrites } from '../store-story/writes.ts';

export const TODAY = '2026-03-18';

/** Everything that a backup keeps, by table. */
export type Content = Map<BackupTable, BackupRow[]>;

export async function contentOf(store: Store): Promise<Content> {
  return backUp(store);
}

/** Operations on one store as a job runs them; `now` may be moved. */
export function operate(store: Store, settings: BucketSettings) {
  const state = { now: NOON, isSure: true };
  const deps = { store, now: () => state.now, isTimeSure: () => state.isSure, log: pino({ level: 'silent' }) };
  const alone = (_: AbortSignal, work: () => Promise<void>) => work();
  const runAs = async (lease: string): Promise<Run> => ({
    lease: await leaseOf(store, lease),
    signal: new AbortController().signal,
    progress: () => undefined
  });
  return {
    state,
    deps,
    backup: async () => operations.takeBackup(deps, await runAs('backups'), settings),
    restore: async (date = TODAY, isDryRun = false, name: string | null = null) =>
      operations.restoreDay({ ...deps, alone }, await runAs('snapshots'), { settings, date, name, isDryRun }),
    drill: async () =>
      operations.drill({ ...deps, openScratch, paymentOf: paymentOf(defaultPayers) }, await runAs('backups'), settings),
    list: () => operations.listBackups(settings, new AbortController().signal),
    status: () => readOpsStatus(store)
  };
}

/** On a file, as the product does it: a scratch database in memory would hold up the event loop. */
async function openScratch(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'scratch-'));
  const store = await openSqlite(join(folder, 'scratch.sqlite3'));
  return {
    query: (name, args) => store.query(name, args),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** Something in every table, and a ledger whose payments follow from its facts. */
export async function fill(store: Store): Promise<void> {
  const ask: Ask = (name, args) => store.query(name, args);
  await tellWrites(store, ask);
  const lease = await leaseOf(store);
  await store.query('clear_revenue', lease);
  const payments = manyPayments();
  const facts = payments.map(({ txid, block_height, block_hash, block_time, address, from_address, amount_sat }) => ({
    txid,
    height: block_height,
    block_hash,
    block_time,
    payload: JSON.stringify({ p: from_address, o: [[address, amount_sat]], r: [] })
  }));
  const affected = keySet(payments.map(({ txid }) => txid));
  const status = {
    tracked: { value: JSON.stringify([TRACKED]) },
    revenue: { value: JSON.stringify({ tip: 2_000_560, tipTime: NOON, completedAt: NOON, complete: true }) }
  };
  const parked = [{ txid: txidOf(70_000), height: 5, reason: 'no answer' }];
  const cursors = { [TRACKED]: { height: 2_000_500 } };
  await store.query('store_payments', { ...noPayments, ...lease, facts, payments, affected, cursors, parked, status });
  await tellCensus(store, ask);
  await tellSnapshots(store, ask);
  await tellInsights(store, ask);
  await tellBitcoin(store, ask);
  await tellMarkets(store, ask);
  await tellKeys(ask);
  await tellUsage(ask);
  await plantSubscription(store);
  await plantWebhook(store, 'one');
  const call = { actor: 'x', client: 'y', action: 'z', detail: '{}', outcome: 'ok' };
  await store.query('audit_append', { id: 'a', now: NOON, ...call });
}
