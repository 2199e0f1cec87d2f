/** The ledger: payments as the chain has them, what they were for, what they were worth. */
import { defineModule } from '../../platform/module.ts';
import { revenueJobs } from './jobs.ts';
import { ledgerRoutes } from './routes.ts';
import { ledgerSearchers } from './searchers.ts';

export { hashJson, hashLine, linesFormat } from './export/export-format.ts';
export { sendExport } from './export/export-stream.ts';
export { fromFact } from './ingest/facts.ts';
export { deriveSlice } from './ingest/rebuild.ts';
export { paymentEvents } from './ingest/payment-events.ts';
export { recentOf } from './read/recent.ts';
export { readSummary } from './read/summary.ts';
export { readRevenue, sumBySource, total } from './read/revenue.ts';
export { shownSums, type Sums, usdOf } from './read/sums.ts';
export { likePattern } from './read/search.ts';
export { coverageOf as dayCoverage, freshnessOf, isUnread, readSyncState, type SyncState } from './read/sync-state.ts';
export type { AppRow } from './statements-read.ts';
export { progressOf } from './read/progress.ts';
export { createContext, type ReadContext } from './read/context.ts';
export { censusLimitSeconds, freshnessAt, oldestOf } from './read/freshness.ts';
export { rangeOf, readKnownDays } from './read/history.ts';

export const ledger = defineModule({
  name: 'ledger',
  jobs: revenueJobs,
  routes: ledgerRoutes,
  searchers: ledgerSearchers
});
