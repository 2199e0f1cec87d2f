/** The API on a port of its own, on an empty store in memory; whatever a test wants otherwise it says. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { HttpDeps, SourceState } from '../../lib/server/platform/http/deps.ts';
import { createApp } from '../../lib/server/platform/http/app.ts';
import { Conflict } from '../../lib/server/platform/errors.ts';
import type { JobHealth, Jobs, JobView } from '../../lib/server/platform/jobs/port.ts';
import { createReads, type Reads } from '../../lib/server/modules/reads.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { NOON, plant, type Planted } from './factories.ts';

export const TOKEN = 'a-token-of-the-tests';
const stops: (() => Promise<void>)[] = [];

/** For afterEach: ends what startApi started. */
export async function stopApis(): Promise<void> {
  await Promise.all(stops.splice(0).map((stop) => stop()));
}

export interface ApiOptions {
  planted?: Planted | null;
  deps?: Partial<HttpDeps>;
  sources?: SourceState[];
  jobHealth?: JobHealth[];
  wrapReads?: (reads: Reads) => Reads;
}

export async function startApi({ planted = {}, deps = {}, sources = [], jobHealth = [], wrapReads }: ApiOptions = {}) {
  const store: Store = await openSqlite(':memory:');
  if (planted !== null) await plant(store, planted);
  /** `setBy`: how far the clock was set, which is no time that has passed. */
  const state = { now: NOON, version: 0, setBy: 0 };
  const started: { name: string; args: Record<string, unknown>; requestedBy: string }[] = [];
  const logged: Record<string, unknown>[] = [];
  const reads = createReads({
    store,
    now: () => state.now + state.setBy,
    dataVersion: () => state.version,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  const app = createApp({
    reads: wrapReads?.(reads) ?? reads,
    jobs: fakeJobs(started, jobHealth),
    health: {
      startedAt: NOON - 100,
      db: () => ({ engine: 'sqlite', circuit: 'CLOSED', activeInstance: 'primary' }),
      tip: () => null,
      sources: () => sources,
      problems: () => []
    },
    backups: { enabled: true, list: () => Promise.resolve([]) },
    dataVersion: () => state.version,
    now: () => state.now + state.setBy,
    elapsed: () => state.now,
    failover: null,
    adminToken: TOKEN,
    rateLimitPerMinute: 0,
    corsOrigins: [],
    version: '1.2.3',
    isStrict: true,
    log: pino(
      { level: 'debug' },
      { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) }
    ),
    ...deps
  });
  const { edge } = deps;
  const server = createServer({ shouldUpgradeCallback: (req) => edge?.isFor(req) ?? false }, app);
  server.on('upgrade', (_, socket) => edge?.accept(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    edge?.close();
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
  return { origin, store, state, started, logged, get, admin, server, stop };
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
