/** Everything that can be read, bound to one store. */
import * as admin from './admin.ts';
import { readApps } from './apps.ts';
import { createContext, type ReadContext, type ReadOptions } from './context.ts';
import { checkExport, readExport } from './export.ts';
import { readDailyRevenue, readDailyRevenueUsd } from './history.ts';
import { readRevenue } from './revenue.ts';
import { readSummary } from './summary.ts';
import { readSyncState } from './sync-state.ts';
import { readHeader, readStats } from './tracker.ts';
import { readTransactions, readTransactionsOfDay } from './transactions.ts';

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
    header: bind(readHeader),
    stats: bind(readStats),
    revenue: bind(readRevenue),
    summary: bind(readSummary),
    transactions: bind(readTransactions),
    transactionsOfDay: bind(readTransactionsOfDay),
    exported: bind(readExport),
    checkExport,
    apps: bind(readApps),
    dailyRevenue: bind(readDailyRevenue),
    dailyRevenueUsd: bind(readDailyRevenueUsd),
    revenueStatus: bind(admin.readRevenueStatus),
    audit: bind(admin.readAudit),
    recordAudit: bind(admin.recordAudit)
  };
}
