/** Which function answers which public endpoint about payments, health and the tracker itself. */
import { platform } from 'node:os';
import { appAnalytics } from '../../../contract/ledger/apps.ts';
import * as docsWire from '../../../contract/kit/docs.ts';
import * as healthWire from '../../../contract/health/health.ts';
import * as historyWire from '../../../contract/ledger/history.ts';
import { openapi } from '../../../contract/kit/openapi.ts';
import { revenue } from '../../../contract/ledger/revenue.ts';
import { routes as declared } from '../../../contract/routes.ts';
import * as trackerWire from '../../../contract/health/tracker.ts';
import * as transactionsWire from '../../../contract/ledger/transactions.ts';
import { dateOf } from '../../../domain/periods.ts';
import type { HttpDeps } from '../../platform/http/deps.ts';
import { docsPage } from '../../platform/http/docs-page.ts';
import { docsStyle } from '../../platform/http/docs-style.ts';
import { exportFormats } from '../ledger/export/export-format.ts';
import { sendExport } from '../ledger/export/export-stream.ts';
import { askStore, progressOf, readHealth, uptimeOf } from './health.ts';
import { readMachine } from './machine.ts';
import { networkRoutes } from '../history/network-handlers.ts';
import { Reply, serve, stream, type Route } from '../../platform/http/serve.ts';

export function publicRoutes(deps: HttpDeps): Route[] {
  const { reads } = deps;
  const document = openapi(declared, deps.version);
  return [
    serve(healthWire.health, async () => {
      const health = await readHealth(deps);
      return new Reply(health, { status: health.status === 'down' ? 503 : 200 });
    }),
    serve(healthWire.live, () => ({ status: 'live' as const, uptime: uptimeOf(deps) })),
    serve(healthWire.ready, () => readReadiness(deps)),
    serve(trackerWire.stats, () => reads.stats()),
    serve(trackerWire.header, () => readHeader(deps)),
    serve(revenue, (input) => reads.revenue(input)),
    serve(transactionsWire.summary, () => reads.summary()),
    serve(transactionsWire.paginated, (input) => reads.transactions(input)),
    stream(transactionsWire.exported, async ({ query }, { req, res }) => {
      reads.checkExport(query);
      const format = exportFormats[query.format];
      const name = `fluxtracker-transactions-${dateOf(deps.now())}.${query.format}`;
      res.setHeader('Content-Type', format.type);
      res.setHeader('Content-Disposition', `attachment; filename="${name}"`);
      if (req.method === 'HEAD') {
        res.end();
        return;
      }
      const hasProofLine = query.proof === 'line';
      await sendExport(res, { file: format.open(), slices: reads.exported(query), hasProofLine });
    }),
    serve(transactionsWire.ofDay, (input) => reads.transactionsOfDay(input)),
    serve(appAnalytics, (input) => reads.apps(input)),
    serve(historyWire.dailyRevenue, (input) => reads.dailyRevenue(input)),
    serve(historyWire.dailyRevenueUsd, (input) => reads.dailyRevenueUsd(input)),
    ...networkRoutes(deps),
    serve(docsWire.openapiDocument, () => document),
    serve(docsWire.docs, () => docsPage(document)),
    serve(docsWire.docsStyle, () => docsStyle)
  ];
}

async function readReadiness(deps: HttpDeps): Promise<Reply<healthWire.Readiness>> {
  const sync = await askStore(deps);
  const progress = progressOf(deps.jobs.health());
  if (sync?.isComplete === true) return new Reply({ ready: true, reason: null, progress }, {});
  const reason = sync === null ? 'the database does not answer' : 'the first sync is not complete yet';
  return new Reply({ ready: false, reason, progress }, { status: 503, headers: { 'Retry-After': '5' } });
}

const MIB = 1024 * 1024;

async function readHeader(deps: HttpDeps): Promise<trackerWire.Header> {
  const { network, tracker } = await deps.reads.header();
  const sync = deps.jobs.health().find(({ name }) => name === 'revenue-sync');
  const nextSync = sync?.state === 'running' ? deps.now() : (sync?.nextRun ?? null);
  const { cpuCores, totalBytes, usedBytes } = readMachine();
  return {
    network,
    tracker: { ...tracker, uptime: uptimeOf(deps), nextSync },
    host: {
      platform: platform(),
      nodeVersion: process.version,
      cpuCores,
      totalMemMB: Math.round(totalBytes / MIB),
      usedMemMB: Math.round(usedBytes / MIB),
      memPercent: Math.round((usedBytes / totalBytes) * 10_000) / 100
    },
    appVersion: deps.version
  };
}
