/**
 * Process 1: configuration -> store -> upstream -> jobs -> HTTP. The only file that constructs.
 *
 * It listens first; opening and migrating the database, and the first sync, run behind that and show in readiness.
 * SIGTERM or the starting process gone: no new jobs, running ones stop at their next step, open requests end, the store
 * is closed, exit 0 within ten seconds. Exit 1: something an operator must mend.
 */
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { version } from '../package.json';
import { defaultPayers } from './lib/domain/payments.ts';
import { loadAdminToken } from './lib/server/admin-token.ts';
import { readConfig, type Config } from './lib/server/config.ts';
import { ConfigError } from './lib/server/errors.ts';
import { followParent } from './lib/server/follow-parent.ts';
import { createApp } from './lib/server/http/app.ts';
import { createCensus } from './lib/server/ingest/census.ts';
import { jobDefinitions } from './lib/server/jobs/definitions.ts';
import { createScheduler, type Scheduler } from './lib/server/jobs/scheduler.ts';
import { createLog, type Log } from './lib/server/log.ts';
import { listBackups } from './lib/server/ops/backup/operations.ts';
import { createLeases } from './lib/server/ops/leases.ts';
import { createReads } from './lib/server/read/reads.ts';
import { createDeferredStore } from './lib/server/store/deferred.ts';
import { lockDatabase } from './lib/server/store/file-lock.ts';
import { openSqlite } from './lib/server/store/sqlite.ts';
import { createUpstreams } from './lib/server/upstream/index.ts';
import type { Daemon } from './lib/server/upstream/ports.ts';

const EXIT_FIX_ME = 1;
const DRAIN_MS = 8_000;
/** Something did not stop: better a hard end than a container that hangs. */
const DRAIN_LIMIT_MS = 9_500;
/** The one process of a database file always takes over what its predecessor held. */
const HOLDER = 'sqlite';

try {
  const config = readConfig();
  const log = createLog(config.logLevel, 'api');
  await run(config, log);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_FIX_ME);
}

async function run(config: Config, log: Log): Promise<void> {
  if (config.store.kind === 'supabase') throw new ConfigError('DB_TYPE: supabase is not available yet, use sqlite');
  const { path } = config.store;
  const unlock = lockDatabase(path);
  const adminToken = loadAdminToken(config);
  const now = () => Math.floor(Date.now() / 1000);
  const startedAt = now();
  let dataVersion = 0;
  let tip: number | null = null;

  const store = createDeferredStore();
  const upstreams = createUpstreams(config.upstreams, { log, now });
  const leases = createLeases({ store, holder: HOLDER, now, log });
  const daemon: Daemon = {
    ...upstreams.daemon,
    tip: async (signal) => (tip = await upstreams.daemon.tip(signal))
  };
  const census = createCensus({ store, network: upstreams.network, daemon, now, log });
  const definitions = jobDefinitions({
    ...upstreams,
    daemon,
    census,
    store,
    leases,
    rules: { tracked: new Set(config.trackedAddresses), ...defaultPayers },
    intervals: config.intervals,
    backup: config.backup,
    scratchFolder: dirname(path),
    buckets: [config.bootstrap, config.backup].filter((bucket) => bucket !== null),
    onChange: () => dataVersion++,
    kick: (name) => jobs.kick(name),
    now,
    log
  });
  const jobs: Scheduler = createScheduler({ store, definitions, holder: HOLDER, isAlone: true, now, log });
  const app = createApp({
    reads: createReads({
      store,
      now,
      dataVersion: () => dataVersion,
      revenueIntervalSeconds: config.intervals.revenueSeconds,
      censusIntervalSeconds: config.intervals.censusSeconds
    }),
    jobs,
    health: {
      startedAt,
      db: () => ({ engine: 'sqlite', circuit: 'CLOSED', activeInstance: 'primary' }),
      // A document's own state says more than that of the way to it.
      sources: () => [
        ...new Map([...upstreams.sources(), ...census.states()].map((source) => [source.name, source])).values()
      ],
      tip: () => tip,
      problems: () => []
    },
    backups: {
      enabled: config.backup !== null,
      list: (signal) => (config.backup === null ? Promise.resolve([]) : listBackups(config.backup, signal))
    },
    dataVersion: () => dataVersion,
    now,
    adminToken: adminToken.value,
    rateLimitPerMinute: config.rateLimitPerMinute,
    corsOrigins: config.web.corsOrigins,
    version,
    isStrict: false,
    log
  });

  const server = createServer(app);
  server.once('error', (err) => {
    log.fatal({ err }, 'listener failed');
    process.exit(EXIT_FIX_ME);
  });
  server.listen(config.api.port, config.api.host, () => {
    log.info({ ...config.api, adminToken: adminToken.path ?? 'ADMIN_TOKEN' }, 'api listened');
  });

  let isEnding = false;
  const end = async (reason: string): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    log.info({ reason }, 'drain started');
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const overdue = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    setTimeout(() => process.exit(EXIT_FIX_ME), DRAIN_LIMIT_MS).unref();
    await Promise.all([closed, jobs.stop()]);
    clearTimeout(overdue);
    await Promise.all([upstreams.close(), store.close()]);
    unlock();
    log.info('api stopped');
    process.exit(0);
  };
  const endOrFail = (reason: string): void => {
    end(reason).catch((err: unknown) => {
      log.fatal({ err }, 'drain failed');
      process.exit(EXIT_FIX_ME);
    });
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => endOrFail(signal));
  followParent(() => endOrFail('parent gone'));

  try {
    store.attach(await openSqlite(path));
    log.info({ path }, 'database opened');
    await jobs.begin();
  } catch (err) {
    log.fatal({ err, path }, 'database could not be opened');
    process.exit(EXIT_FIX_ME);
  }
}
