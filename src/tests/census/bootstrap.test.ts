import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { bootstrapPendingSince, takeBootstrap } from '../../lib/server/modules/backup/bootstrap.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from '../support/factories.ts';

const NOW = 1_795_136_400;
const BUCKET = 'flux-backups';

let simulator: Simulator;
let store: Store;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  store = await openSqlite(join(folder, 'db.sqlite3'));
  simulator = await startSimulator({ now: NOW, isClockFixed: true, blockMs: 'manual', payments: 500 });
});
afterEach(async () => {
  await simulator.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('begins with the two years that the simulated network offers at full scale', async () => {
  const { repos, dailies } = await documents();
  const settings = { endpoint: `${simulator.url}/s3`, accessKeyId: 'any', secretAccessKey: 'any', bucket: BUCKET };
  const alone = (_: AbortSignal, work: () => Promise<void>) => work();
  const deps = { store, alone, buckets: [settings], now: () => NOW, log: pino({ level: 'silent' }) };
  const progress: number[] = [];
  const run = {
    lease: await leaseOf(store, 'snapshots'),
    signal: new AbortController().signal,
    progress: (done: number, total: number) => progress.push(done / total)
  };
  expect(await bootstrapPendingSince(deps, run)).toBe(NOW);
  const { state, refused, report } = await takeBootstrap(deps, run);
  expect({ state, refused }).toEqual({ state: 'taken', refused: [] });
  expect(report?.leftOut).toEqual([]);
  expect(report?.rows).toMatchObject({ daily_snapshots: 727, repo_snapshots: repos.length });
  expect(repos.length).toBeGreaterThan(45_000);
  expect(progress.at(-1)).toBe(1);

  const stored = await store.query('snapshots_between', { start: '0', end: '9' });
  expect(stored.map(({ date }) => date)).toEqual(dailies.map(({ snapshot_date }) => snapshot_date));
  const unknown = (name: keyof (typeof stored)[number]) => stored.filter((row) => row[name] === null).length;
  expect([unknown('node_total'), unknown('cpu_total_millicores'), unknown('app_count')]).toEqual([1, 2, 2]);
  const tables = await store.query('get_table_counts', {});
  expect(tables.find(({ name }) => name === 'repo_snapshots')?.rows).toBe(repos.length);
  const day = repos.filter(({ snapshot_date }) => snapshot_date === '2026-03-01');
  const kept = await store.query('repos_of_day', { date: '2026-03-01' });
  expect(Object.fromEntries(kept.map(({ image_name, instance_count }) => [image_name, instance_count]))).toEqual(
    Object.fromEntries(day.map(({ image_name, instance_count }) => [image_name, instance_count]))
  );
});

/** The rows as anybody can fetch them. */
async function documents() {
  const list = await (await fetch(`${simulator.url}/s3/${BUCKET}?list-type=2`)).text();
  const folderOf = /<Key>(.*?)\/daily_snapshots.json</.exec(list)?.[1] ?? '';
  const rows = async <T>(table: string) =>
    ((await (await fetch(`${simulator.url}/s3/${BUCKET}/${folderOf}/${table}.json`)).json()) as { rows: T[] }).rows;
  return {
    repos: await rows<{ snapshot_date: string; image_name: string; instance_count: number }>('repo_snapshots'),
    dailies: await rows<{ snapshot_date: string }>('daily_snapshots')
  };
}
