/**
 * A Supabase project in a process of its own, which is killed and started again at the same address. Its rows outlive it,
 * in a PostgreSQL server.
 */
import postgres from 'postgres';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readAddress } from '../../../scripts/run/simulated.js';
import { startCluster } from '../../../scripts/supabase/cluster.ts';
import { repository } from '../support/source-files.ts';
import { freshClusterData } from './fresh-data.ts';

export interface ProjectProcess {
  url: string;
  serviceKey: string;
  /** Asks the database itself, also while the process is gone. */
  exec: <T>(sql: string) => Promise<T[]>;
  /** At once, as a crash does. */
  kill(): Promise<void>;
  /** Again, after it was killed. */
  start(): Promise<void>;
}

export interface ProjectPair {
  primary: ProjectProcess;
  standby: ProjectProcess;
  close(): Promise<void>;
}

const STARTING_MS = 60_000;

export async function startProjectPair(): Promise<ProjectPair> {
  const cluster = await startCluster({ copyOf: freshClusterData() });
  const owner = postgres(cluster.url, { onnotice: () => undefined });
  await owner`CREATE DATABASE standby`;
  const standbyUrl = cluster.url.replace(/\/postgres$/, '/standby');
  const standbyOwner = postgres(standbyUrl, { onnotice: () => undefined });
  // One after the other: roles belong to the whole server.
  const primary = await startProject(cluster.url, owner);
  const standby = await startProject(standbyUrl, standbyOwner);
  return {
    primary,
    standby,
    async close() {
      await Promise.all([primary, standby].map((each) => each.kill()));
      await Promise.all([owner, standbyOwner].map((each) => each.end({ timeout: 1 })));
      await cluster.close();
    }
  };
}

async function startProject(dbUrl: string, owner: postgres.Sql): Promise<ProjectProcess> {
  let child: ChildProcess | null = null;
  let address: { url: string; serviceKey?: string } | null = null;
  const start = async (): Promise<{ url: string; serviceKey?: string }> => {
    const port = address === null ? '0' : new URL(address.url).port;
    child = spawn(process.execPath, ['scripts/supabase/main.ts', '--db-url', dbUrl, '--port', port], {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'ignore', 'ipc']
    });
    return readAddress(child.stdout!, AbortSignal.timeout(STARTING_MS));
  };
  address = await start();
  return {
    url: address.url,
    serviceKey: address.serviceKey ?? '',
    exec: async <T>(sql: string) => [...(await owner.unsafe(sql))] as T[],
    async kill() {
      if (child === null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      child = null;
      await exited;
    },
    async start() {
      await start();
    }
  };
}
