/** Everything that can be read, bound to one store. */
import * as adminCensus from './admin-census.ts';
import * as admin from './admin.ts';
import { readApp } from './app-detail.ts';
import { readAppHistory } from './app-history.ts';
import { readApps } from './apps.ts';
import { readBackupState } from './backups.ts';
import * as carousel from './carousel.ts';
import * as categories from './categories.ts';
import { readComparison } from './comparison.ts';
import { createContext, type ReadContext, type ReadOptions } from './context.ts';
import { checkExport, readExport } from './export.ts';
import { readDailyRevenue, readDailyRevenueUsd } from './history.ts';
import { readMetrics } from './metrics.ts';
import { readNodes } from './nodes.ts';
import * as repos from './repos.ts';
import { readRevenue } from './revenue.ts';
import { readSnapshotState } from './snapshot-state.ts';
import { readFullSnapshots, readSnapshots } from './snapshots.ts';
import { readSummary } from './summary.ts';
import { readSyncState } from './sync-state.ts';
import { readHeader, readStats } from './tracker.ts';
import { readTransactions, readTransactionsOfDay } from './transactions.ts';

export type { BackupState } from './backups.ts';
export type { SnapshotState } from './snapshot-state.ts';
export type { SyncState } from './sync-state.ts';
export type { ReadOptions } from './context.ts';

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
