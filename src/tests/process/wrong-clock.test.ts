/** The whole API on a machine whose clock is wrong, and set while it runs: nothing is written for days that have not come. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { getJson, startApi, until, type ApiProcess } from './api-process.ts';

const DAY = 86_400;

interface Health {
  timestamp: number;
  problems: { code: string; message: string }[];
  sync: { lastCompleted: number | null };
}

let simulator: Simulator;
let api: ApiProcess;
const folder = mkdtempSync(join(tmpdir(), 'wrong-clock-'));
afterEach(async () => {
  await api.kill();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

it('goes by the time of the network, names its clock, and has today alone when it is put right', async () => {
  setClock(3 * DAY);
  simulator = await startSimulator({ scale: 0.01, payments: 60, blockMs: 2_000 });
  api = await startApi({
    ...simulator.env,
    DB_PATH: join(folder, 'db.sqlite3'),
    LOG_LEVEL: 'warn',
    CENSUS_SECONDS: '2',
    REVENUE_SYNC_SECONDS: '2',
    SNAPSHOT_CHECK_SECONDS: '2',
    PRICE_SYNC_SECONDS: '2',
    NODE_OPTIONS: `--import=${pathToFileURL(shift()).href}`
  });
  await until(
    () => fetch(`${api.url}/api/health/ready`),
    ({ status }) => status === 200,
    120_000
  );
  const wrong = await health(({ problems }) => problems.some(({ code }) => code === 'clock_wrong'));
  expect(wrong.problems.find(({ code }) => code === 'clock_wrong')?.message).toContain('3 days ahead');
  expect(Math.abs(wrong.timestamp - Date.now() / 1_000)).toBeLessThan(60);
  await expectOnlyToday();

  for (const off of [-DAY, 2 * 3_600]) {
    setClock(off);
    await health(({ problems }) => problems.some(({ code }) => code === 'clock_wrong'));
    await syncedAgain();
    await expectOnlyToday();
  }
  setClock(0);
  await syncedAgain();
  const right = await health(({ problems }) => problems.every(({ code }) => !code.startsWith('clock')));
  expect(right.problems.filter(({ code }) => code === 'rows_of_the_future')).toEqual([]);
  await expectOnlyToday();
}, 300_000);

/** Shifts the clock of the process by what a file says, from one moment to the next. */
function shift(): string {
  const path = join(folder, 'shift.mjs');
  writeFileSync(
    path,
    `import { readFileSync } from 'node:fs';
const real = Date.now.bind(Date);
const file = ${JSON.stringify(join(folder, 'clock'))};
let read = 0;
let off = 0;
Date.now = () => {
  const now = real();
  if (now - read > 50) {
    read = now;
    off = Number(readFileSync(file, 'utf8')) * 1000;
  }
  return now + off;
};
`
  );
  return path;
}

function setClock(offSeconds: number): void {
  writeFileSync(join(folder, 'clock'), String(offSeconds));
}

function health(isIt: (health: Health) => boolean): Promise<Health> {
  return until(() => getJson<Health>(`${api.url}/api/health`), isIt);
}

async function syncedAgain(): Promise<void> {
  const { sync } = await getJson<Health>(`${api.url}/api/health`);
  await health((later) => (later.sync.lastCompleted ?? 0) > (sync.lastCompleted ?? 0));
}

async function expectOnlyToday(): Promise<void> {
  const db = new Database(join(folder, 'db.sqlite3'), { readonly: true });
  const latest = Math.floor(Date.now() / 1_000) + 600;
  const newest = (sql: string) => db.prepare(sql).pluck().get();
  try {
    await until(
      () => Promise.resolve(newest("SELECT MAX(snapshot_date) FROM daily_snapshots WHERE origin = 'observed'")),
      (date) => date !== null
    );
    expect(newest('SELECT MAX(snapshot_date) FROM daily_snapshots')).toBe(dateOf(Date.now() / 1_000));
    expect(newest('SELECT MAX(date) FROM flux_price_history')).toBe(dateOf(Date.now() / 1_000 - DAY));
    for (const [table, column] of [
      ['current_metrics', 'as_of'],
      ['sync_status', 'updated_at'],
      ['observed_days', 'last_cycle_at']
    ] as const)
      expect(newest(`SELECT MAX(${column}) FROM ${table}`)).toBeLessThan(latest);
  } finally {
    db.close();
  }
}
