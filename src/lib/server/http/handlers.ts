/** Which function answers which endpoint. */
import { cpus, freemem, platform, totalmem } from 'node:os';
import * as adminWire from '../../contract/admin.ts';
import { appAnalytics } from '../../contract/apps.ts';
import * as docsWire from '../../contract/docs.ts';
import * as healthWire from '../../contract/health.ts';
import * as historyWire from '../../contract/history.ts';
import * as jobsWire from '../../contract/jobs.ts';
import { openapi } from '../../contract/openapi.ts';
import { revenue } from '../../contract/revenue.ts';
import { routes as declared } from '../../contract/routes.ts';
import * as trackerWire from '../../contract/tracker.ts';
import * as transactionsWire from '../../contract/transactions.ts';
import { dateOf } from '../../domain/periods.ts';
import { NotFound } from '../errors.ts';
import { actorOf } from './admin-gate.ts';
import type { HttpDeps } from './deps.ts';
import { docsPage } from './docs-page.ts';
import { docsStyle } from './docs-style.ts';
import { exportFormats } from './export-format.ts';
import { sendExport } from './export-stream.ts';
import { askStore, progressOf, readHealth } from './health.ts';
import { Refusal } from './problems.ts';
import { Reply, serve, stream, type Route } from './serve.ts';
import { setCookie, type Credentials } from './session.ts';
import { visitorOf } from './visitor.ts';

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
      if (req.method === 'HEAD') res.end();
      else await sendExport(res, format, reads.exported(query));
    }),
    serve(transactionsWire.ofDay, (input) => reads.transactionsOfDay(input)),
    serve(appAnalytics, (input) => reads.apps(input)),
    serve(historyWire.dailyRevenue, (input) => reads.dailyRevenue(input)),
    serve(historyWire.dailyRevenueUsd, (input) => reads.dailyRevenueUsd(input)),
    serve(docsWire.openapiDocument, () => document),
    serve(docsWire.docs, () => docsPage(document)),
    serve(docsWire.docsStyle, () => docsStyle)
  ];
}

export function adminRoutes(deps: HttpDeps, credentials: Credentials): Route[] {
  const { reads, jobs } = deps;
  return [
    serve(adminWire.session, (_, { res }) => ({ expiresAt: actorOf(res)?.session?.expiresAt ?? null })),
    serve(adminWire.signIn, (_, { req, res }) => {
      if (actorOf(res)?.session !== null) {
        throw new Refusal(403, 'token_needed', 'Signing in needs the admin token as a bearer.');
      }
      const { session, cookie } = credentials.open();
      const isSecure = visitorOf(req, res).origin.startsWith('https:');
      const header = setCookie(cookie, { maxAge: session.expiresAt - deps.now(), isSecure });
      return new Reply({ expiresAt: session.expiresAt }, { headers: { 'Set-Cookie': header } });
    }),
    serve(adminWire.signOut, (_, { req, res }) => {
      const session = actorOf(res)?.session ?? null;
      if (session !== null) credentials.end(session);
      const isSecure = visitorOf(req, res).origin.startsWith('https:');
      return new Reply({ expiresAt: null }, { headers: { 'Set-Cookie': setCookie('', { maxAge: 0, isSecure }) } });
    }),
    serve(jobsWire.jobs, async ({ query }) => ({ jobs: await jobs.list(query.limit) })),
    serve(jobsWire.job, async ({ params: { id } }) => {
      const job = await jobs.get(id);
      if (job === null) throw new NotFound('There is no such job.');
      return { job };
    }),
    serve(adminWire.audit, (input) => reads.audit(input)),
    serve(adminWire.revenueStatus, async () => ({
      ...(await reads.revenueStatus()),
      progress: progressOf(jobs.health())
    })),
    ...jobsWire.jobStarts.map((endpoint) =>
      serve(endpoint, async ({ body }, { res }) => ({
        job: await jobs.start(endpoint.id, { ...body }, actorOf(res)?.name ?? 'nobody')
      }))
    )
  ];
}

function uptimeOf({ now, health }: HttpDeps): number {
  return Math.max(0, now() - health.startedAt);
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
  const nextSync = deps.jobs.health().find(({ name }) => name === 'revenue-sync')?.nextRun ?? null;
  const [total, used] = [totalmem(), totalmem() - freemem()];
  return {
    network,
    tracker: { ...tracker, uptime: uptimeOf(deps), nextSync },
    host: {
      platform: platform(),
      nodeVersion: process.version,
      cpuCores: cpus().length,
      totalMemMB: Math.round(total / MIB),
      usedMemMB: Math.round(used / MIB),
      memPercent: Math.round((used / total) * 10_000) / 100
    },
    appVersion: deps.version
  };
}
