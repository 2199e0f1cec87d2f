/**
 * The operator's half of the API as it ships, gate and sessions and audit log, on a store in memory. Only its jobs are
 * stand-ins: they go on when a test says so.
 */
import { pino } from 'pino';
import { Conflict } from '../../lib/server/platform/errors.ts';
import { createApp } from '../../lib/server/platform/http/app.ts';
import type { Jobs, JobView } from '../../lib/server/platform/jobs/port.ts';
import { createAuditRecord } from '../../lib/server/modules/admin/audit.ts';
import { readHealth } from '../../lib/server/modules/health/health.ts';
import { createListsFile } from '../../lib/server/modules/markets/module.ts';
import { createEventStreams, createTickets } from '../../lib/server/modules/live/module.ts';
import { createKeys } from '../../lib/server/modules/keys/keys.ts';
import { createKeyMonths } from '../../lib/server/modules/keys/month.ts';
import { createUsage } from '../../lib/server/modules/usage/usage.ts';
import { createContext } from '../../lib/server/modules/ledger/read/context.ts';
import { routesOf } from '../../lib/server/modules.ts';
import { createFeed } from '../../lib/server/platform/events/feed.ts';
import { createTargets, createWebhookDesk } from '../../lib/server/modules/webhooks/module.ts';
import { createCredentials } from '../../lib/server/platform/http/auth/session.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { leaseOf, payment, plant } from '../support/factories.ts';
import { standInFailover } from '../support/stand-in-failover.ts';
import { backupStatus, sampleBackups } from './sample-backups.ts';
import { standInBitcoin, standInExplorer } from '../support/stand-in-explorer.ts';
import { plantMarkets } from './sample-markets.ts';

export const ADMIN_TOKEN = 'the-token-of-the-stand-in';

export async function createAdminApi() {
  const store = await openSqlite(':memory:');
  const now = () => Math.floor(Date.now() / 1000);
  const log = pino({ level: 'silent' });
  const payments = [payment({ block_time: now() - 600 }), payment({ block_time: now() - 400, usd_micros: null })];
  await plant(store, { payments, completedAt: now() });
  await store.query('store_status', { ...(await leaseOf(store, 'backups')), status: backupStatus(now()), now: now() });
  await plantMarkets(store, now());
  const runs: JobView[] = [];
  const usage = createUsage({ store, targets: createTargets([]), now, log });
  const routing = {
    context: createContext({
      store,
      now,
      dataVersion: () => 0,
      revenueIntervalSeconds: 60,
      censusIntervalSeconds: 600
    }),
    earnings: { refresh: () => Promise.resolve() },
    bitcoin: standInBitcoin(),
    fluxExplorer: standInExplorer(),
    isBitcoinOn: true,
    readLists: createListsFile(null),
    store,
    jobs: standInJobs(runs, now),
    credentials: createCredentials(ADMIN_TOKEN, now),
    usage,
    keys: createKeys({ store, months: createKeyMonths({ store, usage, now, log }), now, log }),
    health: {
      startedAt: now(),
      db: () => ({ engine: 'sqlite', circuit: 'CLOSED', activeInstance: 'primary' }) as const,
      tip: () => null,
      sources: () => [],
      problems: () => []
    },
    backups: { enabled: true, list: () => Promise.resolve(sampleBackups) },
    failover: standInFailover(),
    webhooks: createWebhookDesk({ store, targets: createTargets([]), now, nudge: () => undefined }),
    tickets: createTickets(ADMIN_TOKEN, now),
    eventStreams: createEventStreams(() => createFeed({ store, log })),
    version: '0.0.0',
    now,
    elapsed: now,
    log
  };
  const app = createApp(
    {
      ...routing,
      recordAudit: createAuditRecord(store, now),
      readHealth: () => readHealth(routing),
      dataVersion: () => 0,
      rateLimitPerMinute: 0,
      corsOrigins: [],
      isStrict: true
    },
    routesOf(routing)
  );
  /** Newest first, as the API lists them; a test changes them to let a job go on. */
  return { app, runs, close: () => store.close() };
}

function standInJobs(runs: JobView[], now: () => number): Jobs {
  return {
    start(name, args, requestedBy) {
      const running = runs.find((run) => run.name === name && run.state === 'running');
      if (running) return Promise.reject(new Conflict(`${name} is running already`, running.id));
      const idle = { finishedAt: null, done: null, total: null, etaSeconds: null, error: null, result: { args } };
      const run: JobView = { ...idle, id: `run-${runs.length}`, name, state: 'running', requestedBy, startedAt: now() };
      runs.unshift(run);
      return Promise.resolve(run);
    },
    list: (limit) => Promise.resolve(runs.slice(0, limit)),
    get: (id) => Promise.resolve(runs.find((run) => run.id === id) ?? null),
    health: () => []
  };
}
