/**
 * An API process on a filled database that no network changes, with backups in a bucket: for tests that stop it in its work.
 * Every upstream refuses at once, so that no sync keeps a restore waiting.
 */
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { environmentAt } from '../../../simulator/index.ts';
import type { Job } from '../../lib/contract/admin/jobs.ts';
import type { BucketSettings } from '../../lib/server/modules/backup/bucket/bucket.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { contentOf, fill, type Content } from '../support/backup-harness.ts';
import { leaseOf } from '../support/factories.ts';
import { freePort, getJson, startApi, until, type ApiProcess } from './api-process.ts';

const TOKEN = 'a token of the tests';
/** What the regular look and a failing census write of their own. */
const OWN = ['audit_log', 'current_metrics', 'daily_snapshots', 'sync_status'] as const;

export interface ListedBackup {
  name: string;
  date: string;
  state: string;
  rows: number | null;
}

export interface BackupProcess {
  /** Starts it, with this bucket; an earlier one must have ended. */
  start(bucket: BucketSettings): Promise<void>;
  kill(): Promise<void>;
  /** Starts a job and resolves with its end. */
  run(job: 'backup' | 'backup-drill' | 'restore', body?: object): Promise<Job>;
  /** Starts a job and leaves it alone. */
  begin(job: 'backup' | 'backup-drill' | 'restore', body?: object): Promise<Job>;
  follow(id: string): Promise<Job>;
  backups(): Promise<ListedBackup[]>;
  /** The file, while no process has it. */
  open<T>(look: (store: Store) => Promise<T>): Promise<T>;
  content(): Promise<Content>;
  /** Forgets the payments, as the process that comes next could. */
  clearRevenue(): Promise<void>;
  /** Names in the folder of the database that are not its own. */
  leftovers(): string[];
  /** Rows of a restore that lie in the file, while no process has it. */
  staged(): number;
  /** The regular look of this start has ended. */
  looked(): Promise<void>;
  remove(): Promise<void>;
}

/** Nothing is due at its start: the last backup and the last drill are of today. */
export async function setUpBackupProcess(): Promise<BackupProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'backup-'));
  const path = join(folder, 'db.sqlite3');
  const network = createServer((_, response) => response.writeHead(404).end());
  const port = await freePort();
  await once(network.listen(port, '127.0.0.1'), 'listening');
  let api: ApiProcess | null = null;
  const running = (): ApiProcess => {
    if (api === null) throw new Error('not started');
    return api;
  };
  const open: BackupProcess['open'] = async (look) => {
    const store = await openSqlite(path);
    try {
      return await look(store);
    } finally {
      await store.close();
    }
  };
  const ask = async <T>(where: string, body?: object): Promise<T> => {
    const init = body && { method: 'POST', body: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const answer = await fetch(`${running().url}/api/admin/${where}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const begin: BackupProcess['begin'] = async (job, body = {}) => (await ask<{ job: Job }>(job, body)).job;
  const follow = async (id: string) => {
    const end = await until(
      () => ask<{ job: Job }>(`jobs/${id}`),
      ({ job }) => job.state !== 'running'
    );
    return end.job;
  };

  await open(async (store) => {
    await fill(store);
    const at = Math.floor(Date.now() / 1_000);
    const backup = { last: { name: 'x', createdAt: at, rows: 1, bytes: 1, durationMs: 1 }, failures: 0 };
    const status = {
      backup: { value: JSON.stringify({ ...backup, failedAt: null, error: null }) },
      drill: { value: JSON.stringify({ at, ok: true, backup: 'x', durationMs: 1, error: null }) },
      nodeHistory: { value: JSON.stringify({ completedAt: at, days: 0 }) }
    };
    await store.query('store_status', { ...(await leaseOf(store, 'backups')), status, now: at });
  });
  return {
    async start(bucket) {
      api = await startApi({
        ...environmentAt(`http://127.0.0.1:${port}`),
        DB_PATH: path,
        ADMIN_TOKEN: TOKEN,
        R2_ENDPOINT: bucket.endpoint,
        R2_ACCESS_KEY_ID: bucket.accessKeyId,
        R2_SECRET_ACCESS_KEY: bucket.secretAccessKey,
        R2_BUCKET_NAME: bucket.bucket
      });
      await until(
        () => ask<unknown>('backup-status'),
        () => true
      );
    },
    kill: async () => api?.kill(),
    begin,
    follow,
    run: async (job, body) => follow((await begin(job, body)).id),
    backups: async () => (await ask<{ backups: ListedBackup[] }>('backups')).backups,
    open,
    clearRevenue: () =>
      open(async (store) => {
        const at = Math.floor(Date.now() / 1_000);
        const lease = { name: 'revenue', holder: 'sqlite', now: at, expires_at: at };
        const [taken] = await store.query('acquire_lease', lease);
        await store.query('clear_revenue', { lease: lease.name, fence: taken?.fence ?? 0 });
      }),
    content: () => open(async (store) => withoutOwn(await contentOf(store))),
    leftovers: () =>
      readdirSync(folder).filter(
        (name) => !/^(?:admin-token|db\.sqlite3(?:-shm|-wal|\.lock|\.lock-journal|\.pid)?)$/.test(name)
      ),
    staged() {
      const db = new Database(path, { readonly: true });
      const count = db.prepare<[], number>('SELECT COUNT(*) FROM restore_slices').pluck().get();
      db.close();
      return count ?? 0;
    },
    async looked() {
      await until(
        () => getJson<{ jobs: { name: string; state: string }[] }>(`${running().url}/api/health`),
        ({ jobs }) => jobs.some(({ name, state }) => name === 'snapshot-check' && state === 'succeeded')
      );
    },
    async remove() {
      await api?.kill();
      network.closeAllConnections();
      network.close();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function withoutOwn(content: Content): Content {
  for (const table of OWN) content.delete(table);
  return content;
}
