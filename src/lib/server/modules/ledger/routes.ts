/** Which function answers which endpoint about payments. */
import { revenueStatus } from '../../../contract/admin/admin.ts';
import { appAnalytics } from '../../../contract/ledger/apps.ts';
import * as historyWire from '../../../contract/ledger/history.ts';
import { payerDetail, payerList } from '../../../contract/ledger/payers.ts';
import { revenue } from '../../../contract/ledger/revenue.ts';
import * as transactionsWire from '../../../contract/ledger/transactions.ts';
import type { Transaction } from '../../../contract/ledger/transactions.ts';
import { dateOf } from '../../../domain/time/periods.ts';
import { serve, stream, type Route } from '../../platform/http/serve.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import { exportFormats } from './export/export-format.ts';
import { sendExport } from './export/export-stream.ts';
import { readApps } from './read/apps.ts';
import type { ReadContext } from './read/context.ts';
import { readExport, type ExportQuery } from './read/export.ts';
import { readDailyRevenue, readDailyRevenueUsd } from './read/history.ts';
import { readPayer, readPayers } from './read/payers.ts';
import { progressOf } from './read/progress.ts';
import { readRevenue } from './read/revenue.ts';
import { readRevenueStatus } from './read/revenue-status.ts';
import { checkSelection } from './read/selection.ts';
import { readSummary } from './read/summary.ts';
import { readSum, readTransactions, readTransactionsOfDay } from './read/transactions.ts';

export interface LedgerRouteDeps {
  context: ReadContext;
  jobs: Jobs;
  /** Unix seconds. */
  now: () => number;
}

export function ledgerRoutes({ context, jobs, now }: LedgerRouteDeps): Route[] {
  return [
    serve(revenue, (input) => readRevenue(context, input)),
    serve(transactionsWire.summary, () => readSummary(context)),
    serve(transactionsWire.paginated, (input) => readTransactions(context, input)),
    serve(transactionsWire.sum, (input) => readSum(context, input)),
    exportRoute(now, (query) => readExport(context, query)),
    serve(transactionsWire.ofDay, (input) => readTransactionsOfDay(context, input)),
    serve(appAnalytics, (input) => readApps(context, input)),
    serve(payerList, (input) => readPayers(context, input)),
    serve(payerDetail, (input) => readPayer(context, input)),
    serve(historyWire.dailyRevenue, (input) => readDailyRevenue(context, input)),
    serve(historyWire.dailyRevenueUsd, (input) => readDailyRevenueUsd(context, input)),
    serve(revenueStatus, async () => ({
      ...(await readRevenueStatus(context)),
      progress: progressOf(jobs.health())
    }))
  ];
}

/** `rows`: the payments that a query selects, in slices. */
export function exportRoute(now: () => number, rows: (query: ExportQuery) => AsyncIterable<Transaction[]>): Route {
  return stream(transactionsWire.exported, async ({ query }, { req, res }) => {
    checkSelection(query);
    const format = exportFormats[query.format];
    const name = `fluxtracker-transactions-${dateOf(now())}.${query.format}`;
    res.setHeader('Content-Type', format.type);
    res.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    if (req.method === 'HEAD') {
      res.end();
      return;
    }
    const hasProofLine = query.proof === 'line';
    await sendExport(res, { file: format.open(), slices: rows(query), hasProofLine });
  });
}
