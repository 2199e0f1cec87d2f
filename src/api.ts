/**
 * Process 1: configuration -> store -> upstream -> jobs -> HTTP. The only file that constructs.
 *
 * It listens first; opening and migrating the database, and the first sync, run behind that and show in readiness.
 * SIGTERM or the starting process gone: no new jobs, running ones stop at their next step, open requests end, the store
 * is closed, exit 0 within ten seconds. Exit 1: something an operator must mend.
 */
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { version } from '../package.json';
import { defaultPayers } from './lib/domain/payments.ts';
import { createClientCounts } from './lib/link/client-counts.ts';
import { loadAdminToken } from './lib/server/platform/http/auth/admin-token.ts';
import { readConfig, type Config } from './lib/server/platform/config/config.ts';
import { ConfigError } from './lib/server/platform/errors.ts';
import { followParent } from './lib/server/platform/follow-parent.ts';
import { createApp } from './lib/server/platform/http/app.ts';
import { createDataVersion } from './lib/server/platform/http/data-version.ts';
import { createEdgeLink } from './lib/server/platform/http/edge-link.ts';
import { createEdgeNotices } from './lib/server/platform/http/edge-notices.ts';
import { openListeners } from './lib/server/platform/http/listeners.ts';
import { createCensus } from './lib/server/modules/census/ingest/census.ts';
import { jobDefinitions } from './lib/server/modules/definitions.ts';
import { createScheduler, type Scheduler } from './lib/server/platform/jobs/scheduler.ts';
import { createLog, type Log } from './lib/server/platform/log.ts';
import { createTrueClock } from './lib/server/platform/true-clock.ts';
import { measureHttp, measureJobs, measureStore } from './lib/server/platform/observability/measure.ts';
import { createMetrics } from './lib/server/platform/observability/metrics.ts';
import { createDiskWatch } from './lib/server/platform/store/disk.ts';
import { compareDatabases, databaseHealth, failoverProblems } from './lib/server/modules/failover/databases.ts';
import { listBackups } from './lib/server/modules/backup/runs/operations.ts';
import { newestWrite } from './lib/server/modules/history/snapshots/times-right.ts';
import { createLeases } from './lib/server/platform/jobs/leases.ts';
import { createReads } from './lib/server/modules/reads.ts';
import { sqliteStore, supabaseStore } from './lib/server/platform/store/open-store.ts';
import { createUpstreams } from './lib/server/modules/upstreams.ts';
import type { Blockbook, Daemon } from './lib/server/platform/upstream/ports.ts';

const EXIT_FIX_ME = 1;
const DRAIN_MS = 8_000;
/** Something did not stop: better a hard end than a container that hangs. */
const DRAIN_LIMIT_MS = 9_500;

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
  const data = createDataVersion();
  const settings = config.store;
  let isOpen = false;
  // What waited for a sure time, or was written by a wrong one, is seen to at once.
  const clock = createTrueClock({ log, onSure: () => isOpen && jobs.kick('snapshot-check') });
  const { now, elapsed } = clock;
  const onSwitch = (): void => {
    data.grow();
    // A standby may be empty: it takes over a past before its own present makes it one that has begun.
    if (isOpen) jobs.kick('snapshot-check');
  };
  const database =
    settings.kind === 'sqlite' ? sqliteStore(settings.path) : await supabaseStore(settings, { now, onSwitch, log });
  const { holder, engine, failover } = database;
  const adminToken = loadAdminToken(config);
  const startedAt = elapsed();
  let tip: number | null = null;

  const metrics = createMetrics(version);
  const store = measureStore(database.store, metrics);
  const upstreams = createUpstreams(config.upstreams, { log, now, heard: clock.heard });
  const disk = settings.kind === 'sqlite' ? createDiskWatch({ folder: dirname(settings.path), now, log }) : null;
  const leases = createLeases({ store, holder, now, log });
  const daemon: Daemon = {
    ...upstreams.daemon,
    tip: async (signal) => (tip = await upstreams.daemon.tip(signal)),
    async blockHeader(hash, signal) {
      const header = await upstreams.daemon.blockHeader(hash, signal);
      if (!header.isOrphan) clock.sawBlock(header.time);
      return header;
    }
  };
  const blockbook: Blockbook = {
    ...upstreams.blockbook,
    async blockTime(height, signal) {
      const time = await upstreams.blockbook.blockTime(height, signal);
      clock.sawBlock(time);
      return time;
    }
  };
  const census = createCensus({ store, network: upstreams.network, daemon, now, elapsed, log });
  const definitions = jobDefinitions({
    ...upstreams,
    daemon,
    blockbook,
    census,
    store,
    leases,
    rules: { tracked: new Set(config.trackedAddresses), ...defaultPayers },
    intervals: config.intervals,
    backup: config.backup,
    scratchFolder: scratchFolderOf(settings),
    buckets: [config.bootstrap, config.backup].filter((bucket) => bucket !== null),
    onChange: () => data.grow(),
    kick: (name) => jobs.kick(name),
    isTimeSure: clock.isSure,
    elapsed,
    now,
    log
  });
  const jobs: Scheduler = createScheduler({
    store,
    definitions: measureJobs(definitions, metrics),
    holder,
    isAlone: database.isAlone,
    isTimeSure: clock.isSure,
    elapsed,
    now,
    log
  });
  const { rateLimitPerMinute } = config;
  const httpMetrics = measureHttp(metrics);
  const counts = createClientCounts();
  const edge = createEdgeLink({ version: data, counts, rateLimitPerMinute, metrics: httpMetrics });
  const app = createApp({
    notices: createEdgeNotices({ now, log }),
    reads: createReads({
      store,
      now,
      dataVersion: () => data.current(),
      revenueIntervalSeconds: config.intervals.revenueSeconds,
      censusIntervalSeconds: config.intervals.censusSeconds
    }),
    jobs,
    health: {
      startedAt,
      db: () => ({
        engine,
        ...(failover === null ? { circuit: 'CLOSED', activeInstance: 'primary' } : databaseHealth(failover.state()))
      }),
      // A document's own state says more than that of the way to it.
      sources: () => [
        ...new Map([...upstreams.sources(), ...census.states()].map((source) => [source.name, source])).values()
      ],
      tip: () => tip,
      problems: () => [
        ...database.problems(),
        ...(failover === null ? [] : failoverProblems(failover.state())),
        ...(disk?.problems() ?? []),
        ...clock.problems()
      ]
    },
    failover: failover && { ...failover, compare: () => compareDatabases(failover) },
    backups: {
      enabled: config.backup !== null,
      list: (signal) => (config.backup === null ? Promise.resolve([]) : listBackups(config.backup, signal))
    },
    dataVersion: () => data.current(),
    now,
    elapsed,
    adminToken: adminToken.value,
    rateLimitPerMinute,
    corsOrigins: config.web.corsOrigins,
    version,
    isStrict: false,
    log,
    metrics: httpMetrics,
    counts,
    edge
  });

  const drain = openListeners(app, {
    ...config.api,
    edge,
    onError(err) {
      log.fatal({ err }, 'listener failed');
      process.exit(EXIT_FIX_ME);
    },
    onListening(addresses) {
      log.info({ ...config.api, addresses, adminToken: adminToken.path ?? 'ADMIN_TOKEN' }, 'api listened');
    }
  });

  const ending = { isStarted: false };
  const end = async (reason: string): Promise<void> => {
    if (ending.isStarted) return;
    ending.isStarted = true;
    log.info({ reason }, 'drain started');
    setTimeout(() => process.exit(EXIT_FIX_ME), DRAIN_LIMIT_MS).unref();
    await Promise.all([drain(DRAIN_MS), jobs.stop()]);
    await Promise.all([upstreams.close(), database.close()]);
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
    await database.open();
    isOpen = true;
    log.info({ engine }, 'database opened');
    clock.remembers(await newestWrite(store));
    await Promise.all([jobs.begin(), disk?.begin()]);
  } catch (err) {
    // A drain ends what is still being opened.
    if (ending.isStarted) return;
    log.fatal({ err }, 'database could not be opened');
    process.exit(EXIT_FIX_ME);
  }
}

/** Always the same, so that the next drill finds what a killed one has left. */
function scratchFolderOf(store: Config['store']): string {
  if (store.kind === 'sqlite') return `${store.path}-drill`;
  return join(tmpdir(), `fluxtracker-drill-${new URL(store.primary.url).host}`);
}
