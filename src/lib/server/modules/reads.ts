/** Everything that can be read, bound to one store. */
import * as adminCensus from './history/read/admin-census.ts';
import * as admin from './admin/read/admin.ts';
import { readApp } from './apps/read/app-detail.ts';
import { readAppHistory } from './apps/read/app-history.ts';
import { readApps } from './ledger/read/apps.ts';
import { readBackupState } from './backup/read/backups.ts';
import * as carousel from './apps/read/carousel.ts';
import * as categories from './history/read/categories.ts';
import { readComparison } from './history/read/comparison.ts';
import { createContext, type ReadContext } from './ledger/read/context.ts';
import type { ReadOptions } from './ledger/read/options.ts';
import { checkExport, readExport } from './ledger/read/export.ts';
import { readDailyRevenue, readDailyRevenueUsd } from './ledger/read/history.ts';
import { readMetrics } from './history/read/metrics.ts';
import { readNodes } from './census/read/nodes.ts';
import * as repos from './history/read/repos.ts';
import { readRevenue } from './ledger/read/revenue.ts';
import { readSnapshotState } from './history/read/snapshot-state.ts';
import { readFullSnapshots, readSnapshots } from './history/read/snapshots.ts';
import { readSummary } from './ledger/read/summary.ts';
import { readSyncState } from './ledger/read/sync-state.ts';
import { readHeader, readStats } from './health/read/tracker.ts';
import { readTransactions, readTransactionsOfDay } from './ledger/read/transactions.ts';

export type { BackupState } from './backup/read/backups.ts';
export type { SnapshotState } from './history/read/snapshot-state.ts';
export type { SyncState } from './ledger/read/sync-state.ts';
export type { ReadOptions } from './ledger/read/options.ts';

export type Reads = ReturnType<typeof createReads>;

export function createReads(options: ReadOptions) {
  const context = createContext(options);
  const bind =
    <Args extends unknown[], Result>(read: (context: ReadContext, ...args: Args) => Result) =>
    (...args: Args): Result =>
      read(context, ...args);
  return {
    syncState: bind(readSyncState),
    snapshotState: bind(readSnapshotState),
    backupState: bind(readBackupState),
    header: bind(readHeader),
    stats: bind(readStats),
    metrics: bind(readMetrics),
    comparison: bind(readComparison),
    revenue: bind(readRevenue),
    summary: bind(readSummary),
    transactions: bind(readTransactions),
    transactionsOfDay: bind(readTransactionsOfDay),
    exported: bind(readExport),
    checkExport,
    apps: bind(readApps),
    app: bind(readApp),
    appHistory: bind(readAppHistory),
    nodes: bind(readNodes),
    dailyRevenue: bind(readDailyRevenue),
    dailyRevenueUsd: bind(readDailyRevenueUsd),
    snapshots: bind(readSnapshots),
    fullSnapshots: bind(readFullSnapshots),
    repoList: bind(repos.readRepoList),
    repoHistory: bind(repos.readRepoHistory),
    repoLatest: bind(repos.readRepoLatest),
    categoryTop: bind(categories.readCategoryTop),
    categoryHistory: bind(categories.readCategoryHistory),
    categoryRepos: bind(categories.readCategoryRepos),
    categoryNow: bind(categories.readCategoryNow),
    nodesCategory: bind(categories.readNodesCategory),
    carouselStats: bind(carousel.readCarouselStats),
    deployed: bind(carousel.readDeployed),
    expiring: bind(carousel.readExpiring),
    snapshotStatus: bind(adminCensus.readSnapshotStatus),
    testStatus: bind(adminCensus.readTestStatus),
    revenueStatus: bind(admin.readRevenueStatus),
    audit: bind(admin.readAudit),
    recordAudit: bind(admin.recordAudit)
  };
}
