/** Platform -> upstreams -> modules -> jobs and the HTTP application: the only place that knows all of them. */
import type { Express } from 'express';
import { defaultPayers } from '../domain/payments/payments.ts';
import { createBlockWaker } from './chains/flux/block-waker.ts';
import { witnessed } from './chains/flux/witnessed.ts';
import { openBitcoin } from './chains/bitcoin/open-bitcoin.ts';
import { openFluxExplorer } from './chains/flux/flux-explorer.ts';
import { jobsOf, routesOf } from './modules.ts';
import { createAuditRecord } from './modules/admin/module.ts';
import { createPast, listBackups } from './modules/backup/module.ts';
import { createCensus } from './modules/census/module.ts';
import { createShapeBook } from './modules/drift/module.ts';
import { compareDatabases, databaseHealth, failoverProblems } from './modules/failover/module.ts';
import { readHealth, readMetricFigures } from './modules/health/module.ts';
import { finalizeSnapshots } from './modules/history/module.ts';
import { createEarnings } from './modules/insights/module.ts';
import { createContext } from './modules/ledger/module.ts';
import { createDispatcher, createTargets, createWebhookDesk } from './modules/webhooks/module.ts';
import { createEventStreams, createSight, createSockets, createTickets } from './modules/live/module.ts';
import { createListsFile } from './modules/markets/module.ts';
import { createKeyMonths, createKeys } from './modules/keys/module.ts';
import { createUpstreamCalls, createUsage, readBudgetHealth } from './modules/usage/module.ts';
import type { Config } from './platform/config/config.ts';
import { createApp } from './platform/http/app.ts';
import { createCredentials } from './platform/http/auth/session.ts';
import type { UpgradeTarget } from './platform/http/listeners.ts';
import { createEdgeNotices } from './platform/http/edge-notices.ts';
import { createScheduler, type Scheduler } from './platform/jobs/scheduler.ts';
import { measureJobs } from './platform/observability/measure.ts';
import type { Platform } from './platform/open-platform.ts';
import { createFeed } from './platform/events/feed.ts';
import { tellingStore } from './platform/events/telling-store.ts';
import { createUpstreams } from './upstreams.ts';

export interface Product {
  jobs: Scheduler;
  app: Express;
  sockets: UpgradeTarget;
  /** Has payments looked for as soon as there is a block. */
  waker: { begin: () => void };
  /** To webhooks. */
  deliveries: { begin: () => void; stop: () => Promise<void> };
  /** Ends what is open until somebody ends it. */
  endFeeds: () => void;
  closeUpstreams: () => Promise<void>;
  /** Writes down what was only counted in memory; before the store is closed. */
  flush: () => Promise<void>;
}

export function wire(
  config: Config,
  platform: Platform,
  { version, adminToken }: { version: string; adminToken: string }
): Product {
  const { log, clock, data, database, leases, disk } = platform;
  const store = tellingStore(platform.store, () => {
    feed.nudge();
    dispatcher.nudge();
  });
  const feed = createFeed({ store: platform.store, log, onNews: () => data.grow() });
  const { now, elapsed, isSure: isTimeSure } = clock;
  const sight = createSight(feed, (ids) => webhooks.keysOf(ids), log);
  const eventStreams = createEventStreams(sight);
  const tickets = createTickets(adminToken, now);
  const { corsOrigins } = config.web;
  const sockets = createSockets({ sight, tickets, corsOrigins, jwtSecret: config.jwtSecret, log });
  const targets = createTargets(config.webhookAllow);
  const dispatcher = createDispatcher({ store, targets, now, log });
  const webhooks = createWebhookDesk({ store, targets, now, nudge: () => dispatcher.nudge() });
  const { backup, intervals } = config;
  const { failover } = database;
  let tip: number | null = null;
  const usage = createUsage({ store, targets, now, log });
  const budgets = config.upstreamBudgets;
  const calls = createUpstreamCalls({ store, usage, budgets, now, log });
  const shapes = createShapeBook({ store, onDrift: () => jobs.kick('drift-watch'), now, log });
  const upstreams = createUpstreams(config.upstreams, {
    log,
    now,
    heard: clock.heard,
    callsOf: (provider) => calls.of(provider),
    shapes
  });
  const chain = witnessed(upstreams, { sawTip: (height) => (tip = height), sawBlock: clock.sawBlock });
  const onChange = () => data.grow();
  const kick = (name: string) => jobs.kick(name);
  const waker = createBlockWaker({ baseUrl: config.upstreams.blockbook, onBlock: () => kick('revenue-sync'), log });
  const work = { store, leases, intervals, isTimeSure, onChange, kick, elapsed, now, log };
  const { mempool } = upstreams;
  const bitcoin = config.bitcoin && mempool && openBitcoin(config.bitcoin, { mempool, now, log });
  const { isChanged } = shapes;
  const census = createCensus({ ...work, network: upstreams.network, daemon: chain.daemon, isChanged });
  const context = createContext({
    store,
    now,
    dataVersion: () => data.current(),
    revenueIntervalSeconds: intervals.revenueSeconds,
    censusIntervalSeconds: intervals.censusSeconds
  });
  // A document's own state says more than that of the way to it.
  const sources = () => [
    ...new Map(
      [...upstreams.sources(), ...census.states(), ...(bitcoin?.states() ?? [])].map((source) => [source.name, source])
    ).values()
  ];
  const readLists = createListsFile(config.bitcoinListsFile);
  const months = createKeyMonths({ ...work, usage });
  const keys = createKeys({ ...work, months });
  platform.edge.onKeyed((id, answered) => keys.count(id, answered));
  const buckets = [config.bootstrap, backup].filter((bucket) => bucket !== null);

  const definitions = jobsOf({
    ...work,
    ...chain,
    network: upstreams.network,
    appMessages: upstreams.appMessages,
    prices: upstreams.prices,
    markets: upstreams.markets,
    readLists,
    coinbaseAt: upstreams.coinbaseAt,
    received: upstreams.received,
    bitcoin,
    context,
    sources,
    jobHealth: () => jobs.health(),
    hasBackups: backup !== null,
    isDiskFull: () => (disk === null ? null : disk.problems().length > 0),
    reportSchedule: config.reportSchedule,
    census,
    usage,
    shapes,
    rules: { tracked: new Set(config.trackedAddresses), ...defaultPayers },
    finalizeDays: (lease) => finalizeSnapshots(store, lease),
    past: createPast({ ...work, backup, buckets }),
    backup,
    scratchFolder: platform.scratchFolder,
    eventsDays: config.eventsDays,
    meterEventsDays: config.meterEventsDays
  });
  const jobs = createScheduler({
    ...work,
    definitions: measureJobs(definitions, platform.metrics),
    holder: database.holder,
    isAlone: database.isAlone
  });

  const credentials = createCredentials(adminToken, now);
  const notices = createEdgeNotices({ now, log });
  const { engine } = database;
  const routing = {
    isBitcoinOn: upstreams.markets !== null,
    readLists,
    earnings: createEarnings({ ...work, earningsIndex: upstreams.earningsIndex }),
    bitcoin,
    fluxExplorer: openFluxExplorer(upstreams.fluxChain, now),
    context,
    store,
    jobs,
    credentials,
    keys,
    usage,
    notices,
    version,
    eventStreams,
    tickets,
    webhooks,
    health: {
      startedAt: elapsed(),
      db: () => ({
        engine,
        ...(failover === null
          ? ({ circuit: 'CLOSED', activeInstance: 'primary' } as const)
          : databaseHealth(failover.state()))
      }),
      sources,
      tip: () => tip,
      problems: () => [
        ...database.problems(),
        ...(failover === null ? [] : failoverProblems(failover.state())),
        ...(disk?.problems() ?? []),
        ...clock.problems()
      ],
      readBudgets: () => readBudgetHealth({ store, now }, budgets)
    },
    failover: failover && { ...failover, compare: () => compareDatabases(failover) },
    backups: {
      enabled: backup !== null,
      list: (signal: AbortSignal) => (backup === null ? Promise.resolve([]) : listBackups(backup, signal))
    },
    elapsed,
    now,
    log
  };
  const app = createApp(
    {
      recordAudit: createAuditRecord(store, now),
      readHealth: () => readHealth(routing),
      readFigures: () => readMetricFigures(context),
      notices,
      credentials,
      keys,
      dataVersion: () => data.current(),
      now,
      elapsed,
      rateLimitPerMinute: config.rateLimitPerMinute,
      corsOrigins,
      isStrict: false,
      log,
      metrics: platform.httpMetrics,
      counts: platform.counts,
      edge: platform.edge
    },
    routesOf(routing)
  );
  return {
    jobs,
    app,
    sockets,
    waker,
    deliveries: {
      begin: () => dispatcher.begin(),
      async stop() {
        await dispatcher.stop();
        await targets.close();
      }
    },
    endFeeds() {
      sockets.close();
      eventStreams.close();
      feed.close();
    },
    async closeUpstreams() {
      waker.close();
      await Promise.all([upstreams.close(), bitcoin?.close()]);
    },
    async flush() {
      await Promise.all([months.flush(), calls.flush()]);
    }
  };
}
