/**
 * The built product as `npm start` runs it: the API, then, once that is live, the web process, on free ports of the
 * loopback, with the rate limit off and a database of the benchmark's own.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { heapLimits, poolLimits } from '../../scripts/run/host.js';
import { startChild, type Child } from './child.ts';
import { freePort } from './ports.ts';

export interface Product {
  /** Base URL of the public port. */
  web: string;
  /** Base URL of the API's own port. */
  api: string;
  apiPid: number;
  webPid: number;
  pids: [api: number, web: number];
  adminToken: string;
  /** Milliseconds from the start of the first process to the first 200 of readiness through the public port. */
  readyAfterMs: number;
  /** Waits until no job is running: what follows measures answers, not the first sync after a start. */
  untilQuiet(): Promise<void>;
  end(): Promise<void>;
}

export interface Project {
  url: string;
  serviceKey: string;
}

export interface ProductOptions {
  /** An SQLite file; with a project, what lies beside the database would. */
  dbPath: string;
  /** A Supabase project instead of the file. */
  project?: Project;
  upstreams: Record<string, string>;
  readyWithinMs?: number;
  /** Another built checkout, to compare with; default: this one. */
  folder?: string | undefined;
  /** Further flags of Node for both processes. */
  flags?: readonly string[];
  /** Called with the first process as soon as it runs. */
  onStart?: (api: Child) => void;
}

const POLL_MS = 100;
/** At a million payments figures are made ready for about a minute. */
const QUIET_WITHIN_MS = 360_000;

export async function startProduct({
  dbPath,
  project,
  upstreams,
  readyWithinMs = 60_000,
  flags = [],
  folder,
  onStart
}: ProductOptions): Promise<Product> {
  const [apiPort, webPort] = [await freePort(), await freePort()];
  const [apiUrl, webUrl] = [`http://127.0.0.1:${apiPort}`, `http://127.0.0.1:${webPort}`];
  const env = {
    ...poolLimits,
    ADMIN_TOKEN: 'the-token-of-the-benchmarks',
    ...upstreams,
    ...(project === undefined ? { DB_TYPE: 'sqlite' } : onSupabase(project)),
    DB_PATH: dbPath,
    API_PORT: String(apiPort),
    API_HOST: '127.0.0.1',
    FRONTEND_PORT: String(webPort),
    HOST: '127.0.0.1',
    RATE_LIMIT_PER_MINUTE: '0'
  };
  const place = folder === undefined ? {} : { folder };
  const startedAt = performance.now();
  const api = startChild({
    name: 'the API',
    args: [...heapLimits('api'), ...flags, 'build/api/api.js'],
    env,
    ...place
  });
  onStart?.(api);
  const children = [api];
  const end = async () => {
    for (const child of children.toReversed()) await child.end();
  };
  try {
    await untilOk(`${apiUrl}/api/health/live`, api, 30_000);
    const web = startChild({
      name: 'the web process',
      args: [...heapLimits(), ...flags, 'build/api/web.js'],
      env,
      ...place
    });
    children.push(web);
    await untilOk(`${webUrl}/api/health/ready`, web, readyWithinMs);
    return {
      web: webUrl,
      api: apiUrl,
      apiPid: api.pid,
      webPid: web.pid,
      pids: [api.pid, web.pid],
      adminToken: env.ADMIN_TOKEN,
      readyAfterMs: performance.now() - startedAt,
      untilQuiet: () => untilQuiet(apiUrl, api),
      end
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function onSupabase({ url, serviceKey }: Project): Record<string, string> {
  return { DB_TYPE: 'supabase', SUPABASE_URL: url, SUPABASE_SERVICE_ROLE_KEY: serviceKey };
}

async function untilOk(url: string, child: Child, withinMs: number): Promise<void> {
  const isOk = async () => (await fetch(url)).ok;
  await until(isOk, { child, withinMs, what: `${url} did not answer 200` });
}

async function untilQuiet(api: string, child: Child): Promise<void> {
  const isQuiet = async () => {
    const { jobs } = (await (await fetch(`${api}/api/health`)).json()) as { jobs: { name: string; state: string }[] };
    return jobs.some(({ name }) => name === 'revenue-sync') && jobs.every(({ state }) => state !== 'running');
  };
  await until(isQuiet, { child, withinMs: QUIET_WITHIN_MS, what: 'the jobs did not come to rest' });
}

async function until(
  isIt: () => Promise<boolean>,
  { child, withinMs, what }: { child: Child; withinMs: number; what: string }
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (await Promise.race([isIt().catch(() => false), child.died])) return;
    await pause(POLL_MS);
  }
  throw new Error(`${what} within ${withinMs / 1000} s\n${child.output()}`);
}
