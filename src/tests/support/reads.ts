/** Test support: everything that can be read, bound to one store. */
import * as adminCensus from '../../lib/server/modules/history/read/admin-census.ts';
import { readRevenueStatus } from '../../lib/server/modules/ledger/read/revenue-status.ts';
import { createAuditRecord, readAudit } from '../../lib/server/modules/admin/audit.ts';
import { readApp } from '../../lib/server/modules/apps/read/app-detail.ts';
import { readAppHistory } from '../../lib/server/modules/apps/read/app-history.ts';
import { readAppList } from '../../lib/server/modules/apps/read/app-list.ts';
import { readApps } from '../../lib/server/modules/ledger/read/apps.ts';
import { readBackupState } from '../../lib/server/modules/backup/read/backups.ts';
import * as carousel from '../../lib/server/modules/apps/read/carousel.ts';
import * as categories from '../../lib/server/modules/history/read/categories.ts';
import { readComparison } from '../../lib/server/modules/history/read/comparison.ts';
import { createContext, type ReadContext } from '../../lib/server/modules/ledger/read/context.ts';
import type { ReadOptions } from '../../lib/server/modules/ledger/read/options.ts';
import { readExport } from '../../lib/server/modules/ledger/read/export.ts';
import { readDailyRevenue, readDailyRevenueUsd } from '../../lib/server/modules/ledger/read/history.ts';
import { readMetrics } from '../../lib/server/modules/history/read/metrics.ts';
import { readNode, readNodePlaces, readNodes } from '../../lib/server/modules/census/read/nodes.ts';
import * as repos from '../../lib/server/modules/history/read/repos.ts';
import { readRevenue } from '../../lib/server/modules/ledger/read/revenue.ts';
import { readSnapshotState } from '../../lib/server/modules/history/read/snapshot-state.ts';
import { readFullSnapshots, readSnapshots } from '../../lib/server/modules/history/read/snapshots.ts';
import { readPayer, readPayers } from '../../lib/server/modules/ledger/read/payers.ts';
import { checkSelection } from '../../lib/server/modules/ledger/read/selection.ts';
import { readSummary } from '../../lib/server/modules/ledger/read/summary.ts';
import { readSyncState } from '../../lib/server/modules/ledger/read/sync-state.ts';
import { readHeader, readStats } from '../../lib/server/modules/health/read/tracker.ts';
import { readSum, readTransactions, readTransactionsOfDay } from '../../lib/server/modules/ledger/read/transactions.ts';

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
    sum: bind(readSum),
    payers: bind(readPayers),
    payer: bind(readPayer),
    appList: bind(readAppList),
    node: bind(readNode),
    nodePlaces: bind(readNodePlaces),
    transactionsOfDay: bind(readTransactionsOfDay),
    exported: bind(readExport),
    checkSelection,
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
    revenueStatus: bind(readRevenueStatus),
    audit: (input: Parameters<typeof readAudit>[1]) => readAudit(options, input),
    recordAudit: createAuditRecord(options.store, options.now)
  };
}
