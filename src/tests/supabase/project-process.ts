/**
 * A Supabase project in a process of its own, which is killed and started again at the same address. Its rows outlive it,
 * in a PostgreSQL server.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readAddress } from '../../../scripts/run/simulated.js';
import { startCluster } from '../../../scripts/supabase/cluster.ts';
import { openPostgres } from '../../../scripts/supabase/databases.ts';
import { repository } from '../source-files.ts';

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
  const cluster = await startCluster();
  const owner = openPostgres(cluster.url);
  await owner.exec('CREATE DATABASE standby');
  const standbyUrl = cluster.url.replace(/\/postgres$/, '/standby');
  const standbyOwner = openPostgres(standbyUrl);
  // One after the other: roles belong to the whole server.
  const primary = await startProject(cluster.url, owner.exec);
  const standby = await startProject(standbyUrl, standbyOwner.exec);
  return {
    primary,
    standby,
    async close() {
      await Promise.all([primary, standby].map((each) => each.kill()));
      await Promise.all([owner, standbyOwner].map(({ connection }) => connection.close()));
      await cluster.close();
    }
  };
}

async function startProject(dbUrl: string, exec: ProjectProcess['exec']): Promise<ProjectProcess> {
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
    exec,
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
