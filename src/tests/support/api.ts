/** The API on a port of its own, on an empty store in memory; whatever a test wants otherwise it says. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pino } from 'pino';
import { createAuditRecord } from '../../lib/server/modules/admin/audit.ts';
import type { SourceState } from '../../lib/server/platform/upstream/source-state.ts';
import { readHealth, readMetricFigures } from '../../lib/server/modules/health/module.ts';
import { createListsFile } from '../../lib/server/modules/markets/module.ts';
import { createEventStreams, createSight, createSockets, createTickets } from '../../lib/server/modules/live/module.ts';
import { createKeys } from '../../lib/server/modules/keys/keys.ts';
import { createKeyMonths } from '../../lib/server/modules/keys/month.ts';
import { createUsage } from '../../lib/server/modules/usage/usage.ts';
import { createContext } from '../../lib/server/modules/ledger/read/context.ts';
import { routesOf, type RouteDeps } from '../../lib/server/modules.ts';
import { createApp } from '../../lib/server/platform/http/app.ts';
import { createFeed } from '../../lib/server/platform/events/feed.ts';
import { createTargets, createWebhookDesk } from '../../lib/server/modules/webhooks/module.ts';
import { createCredentials } from '../../lib/server/platform/http/auth/session.ts';
import type { HttpDeps } from '../../lib/server/platform/http/deps.ts';
import type { Route } from '../../lib/server/platform/http/serve.ts';
import { Conflict } from '../../lib/server/platform/errors.ts';
import type { JobHealth, Jobs, JobView } from '../../lib/server/platform/jobs/port.ts';
import { createReads, type Reads } from './reads.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { StatementName, Store } from '../../lib/server/platform/store/store.ts';
import { NOON, plant, type Planted } from './factories.ts';
import { standInBitcoin, standInExplorer } from './stand-in-explorer.ts';

export const TOKEN = 'a-token-of-the-tests';
const stops: (() => Promise<void>)[] = [];

/** For afterEach: ends what startApi started. */
export async function stopApis(): Promise<void> {
  await Promise.all(stops.splice(0).map((stop) => stop()));
}

export interface ApiOptions {
  planted?: Planted | null;
  deps?: Partial<HttpDeps & RouteDeps>;
  sources?: SourceState[];
  jobHealth?: JobHealth[];
  /** Statements that never answer well. */
  fails?: StatementName[];
  /** Key of the tokens that the WebSocket requires. */
  jwtSecret?: string | null;
  /** Routes that stand in for those of the same endpoints. */
  instead?: (reads: Reads) => Route[];
}

export async function startApi({
  planted = {},
  deps = {},
  sources = [],
  jobHealth = [],
  fails = [],
  jwtSecret = null,
  instead
}: ApiOptions = {}) {
  const store: Store = await openSqlite(':memory:');
  if (planted !== null) await plant(store, planted);
  /** `setBy`: how far the clock was set, which is no time that has passed. */
  const state = { now: NOON, version: 0, setBy: 0 };
  const started: { name: string; args: Record<string, unknown>; requestedBy: string }[] = [];
  const logged: Record<string, unknown>[] = [];
  const readable: Store = {
    query: (name, args) => (fails.includes(name) ? Promise.reject(new Error('away')) : store.query(name, args)),
    close: () => store.close()
  };
  const options = {
    store: readable,
    now: () => state.now + state.setBy,
    dataVersion: () => state.version,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  };
  const { now } = options;
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) }
  );
  const feed = createFeed({ store: readable, log, pollMs: 20 });
  const webhooks = createWebhookDesk({ store: readable, targets: createTargets([]), now, nudge: () => undefined });
  const sight = createSight(feed, (ids) => webhooks.keysOf(ids), log);
  const eventStreams = createEventStreams(sight);
  const usage = createUsage({ store: readable, targets: createTargets([]), now, log });
  const months = createKeyMonths({ store: readable, usage, now, log });
  const keys = createKeys({ store: readable, months, now, log });
  deps.edge?.onKeyed((id, answered) => keys.count(id, answered));
  const routing = {
    context: createContext(options),
    earnings: { refresh: () => Promise.resolve() },
    bitcoin: standInBitcoin(),
    fluxExplorer: standInExplorer(),
    isBitcoinOn: true,
    readLists: createListsFile(null),
    store: readable,
    jobs: fakeJobs(started, jobHealth),
    credentials: createCredentials(TOKEN, now),
    keys,
    usage,
    health: {
      startedAt: NOON - 100,
      db: () => ({ engine: 'sqlite', circuit: 'CLOSED', activeInstance: 'primary' }) as const,
      tip: () => null,
      sources: () => sources,
      problems: () => []
    },
    backups: { enabled: true, list: () => Promise.resolve([]) },
    failover: null,
    webhooks,
    tickets: createTickets(TOKEN, now),
    eventStreams,
    version: '1.2.3',
    now,
    elapsed: () => state.now,
    log,
    ...deps
  };
  const others = instead?.(createReads(options)) ?? [];
  const replaced = new Set(others.map(({ endpoint }) => endpoint.id));
  const routes = [...others, ...routesOf(routing).filter(({ endpoint }) => !replaced.has(endpoint.id))];
  const app = createApp(
    {
      recordAudit: createAuditRecord(routing.context.store, now),
      readHealth: () => readHealth(routing),
      readFigures: () => readMetricFigures(routing.context),
      dataVersion: () => state.version,
      rateLimitPerMinute: 0,
      corsOrigins: [],
      isStrict: true,
      ...routing
    },
    routes
  );
  const { edge } = deps;
  const sockets = createSockets({ sight, tickets: routing.tickets, corsOrigins: [], jwtSecret, log });
  const server = createServer({ shouldUpgradeCallback: (req) => edge?.isFor(req) === true || sockets.isFor(req) }, app);
  server.on('upgrade', (req, socket: Duplex, head: Buffer) => {
    if (edge?.isFor(req) === true) edge.accept(socket);
    else sockets.accept(req, socket, head);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    edge?.close();
    eventStreams.close();
    sockets.close();
    feed.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  stops.push(async () => {
    if (server.listening) await stop();
    await store.close();
  });
  const get = (path: string, headers: Record<string, string> = {}) => fetch(origin + path, { headers });
  const admin = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(origin + path, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    });
  return { sockets, months, origin, store, state, started, logged, get, admin, server, stop };
}

/** One job can run at a time; a second start of `revenue-sync` finds it running. */
function fakeJobs(
  started: { name: string; args: Record<string, unknown>; requestedBy: string }[],
  health: JobHealth[]
): Jobs {
  const views: JobView[] = [];
  return {
    start(name, args, requestedBy) {
      const running = views.find((view) => view.name === name);
      if (running !== undefined) return Promise.reject(new Conflict(`${name} is running already`, running.id));
      started.push({ name, args, requestedBy });
      const view: JobView = {
        id: `job-${views.length}`,
        name,
        state: 'running',
        requestedBy,
        startedAt: NOON,
        finishedAt: null,
        done: null,
        total: null,
        etaSeconds: null,
        error: null,
        result: null
      };
      views.push(view);
      return Promise.resolve(view);
    },
    list: (limit) => Promise.resolve(views.slice(0, limit)),
    get: (id) => Promise.resolve(views.find((view) => view.id === id) ?? null),
    health: () => health
  };
}
