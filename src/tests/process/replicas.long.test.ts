/** Three API processes on one database; one is stopped (SIGSTOP) within a run for longer than its lease, then goes on. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { startMigratedProject } from '../supabase/project.ts';
import { openWays, type Ways } from '../supabase/way.ts';
import { startApi, until, type ApiProcess } from './api-process.ts';
import { expectApiTruth, untilSynced } from './api-truth.ts';

const LIMIT_MS = 900_000;
const TICK_SECONDS = 2;
const TICKS = 200;
const BLOCK_MS = 5_000;
const LEASE_LIMIT_MS = 120_000;
const REVENUE = `name = 'revenue-sync' AND requested_by = 'schedule'`;

let project: LocalProject;
let ways: Ways;
let simulator: Simulator;
let processes: ApiProcess[] = [];
let mining: NodeJS.Timeout;
beforeEach(async () => {
  project = await startMigratedProject();
  ways = await openWays(project.url, 3);
  simulator = await startSimulator({
    scale: 0.01,
    payments: 200,
    blockMs: 'manual',
    paymentsPerBlock: 1,
    maxTipLag: 0,
    // A block that wakes a replica would give its tick another run.
    blockbookSocket: 'refused'
  });
  mining = setInterval(() => simulator.mine(1), BLOCK_MS);
}, LIMIT_MS);
afterEach(async () => {
  clearInterval(mining);
  for (const { child } of processes) child.kill('SIGCONT');
  await Promise.all(processes.splice(0).map((each) => each.kill()));
  await simulator.close();
  await ways.close();
  await project.close();
}, LIMIT_MS);

it(
  'each of 200 ticks has one run, and what a stopped process writes late is refused',
  async () => {
    processes = await Promise.all(ways.urls.map((url) => startApi(environment(url))));
    await until(ended, (runs) => runs.length >= 3, LIMIT_MS);

    const late = await ways.keepBack('store_payments');
    const stopped = processes[late.index]!;
    stopped.child.kill('SIGSTOP');
    const [cut] = await project.exec<Run>(`${RUNS} AND state = 'running'`);
    expect(cut?.holder).toContain(`:${stopped.child.pid}:`);
    await until(
      ended,
      (runs) =>
        runs.some(({ state, started_at }) => state === 'succeeded' && Number(started_at) > Number(cut?.started_at)),
      LEASE_LIMIT_MS
    );
    const { status, text } = await late.arrive();
    expect([status, text]).toEqual([
      expect.toSatisfy((code: number) => code >= 400),
      expect.stringContaining('checked_fence')
    ]);
    stopped.child.kill('SIGCONT');

    const runs = await until(ended, (all) => ticksOf(all).length >= TICKS, LIMIT_MS);
    expect(runs.find(({ id }) => id === cut?.id)).toMatchObject({ state: 'interrupted' });
    const whole = runs.filter(({ state }) => state !== 'interrupted');
    expect(whole.filter(({ state }) => state !== 'succeeded')).toEqual([]);
    const runsOf = (tick: number) => whole.filter((run) => tickOf(run) === tick).length;
    expect(ticksOf(runs).filter((tick) => runsOf(tick) > 1)).toEqual([]);
    const left = ticksOf(runs).filter((tick) => runsOf(tick) === 0);
    expect(left.filter((tick) => !runs.some((run) => isUnderWay(run, tick)))).toEqual([]);
    expect(await stopped.stop()).toBe(0);

    clearInterval(mining);
    for (const { url } of processes.filter((each) => each !== stopped)) {
      await untilSynced(url, simulator);
      await expectApiTruth(url, simulator);
    }
  },
  LIMIT_MS
);

interface Run {
  id: string;
  state: string;
  holder: string;
  started_at: number | string;
  finished_at: number | string | null;
}

const RUNS = `SELECT id, state, holder, started_at, finished_at FROM jobs WHERE ${REVENUE}`;

function ended(): Promise<Run[]> {
  return project.exec<Run>(`${RUNS} AND state <> 'running' ORDER BY started_at`);
}

function tickOf({ started_at }: Run): number {
  return Math.floor(Number(started_at) / TICK_SECONDS);
}

/** All from the first run to the last one. */
function ticksOf(runs: Run[]): number[] {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: tickOf(last) - tickOf(first) + 1 }, (_, at) => tickOf(first) + at);
}

/** The run of an earlier tick reaches into this one, or its own run found the lease still held by the stopped process. */
function isUnderWay(run: Run, tick: number): boolean {
  if (tickOf(run) === tick) return run.state === 'interrupted';
  return tickOf(run) < tick && Math.floor(Number(run.finished_at) / TICK_SECONDS) >= tick;
}

function environment(url: string): Record<string, string> {
  return {
    ...simulator.env,
    DB_TYPE: 'supabase',
    SUPABASE_URL: url,
    SUPABASE_SERVICE_ROLE_KEY: project.serviceKey,
    ADMIN_TOKEN: 'the-token-of-three-replicas',
    REVENUE_SYNC_SECONDS: String(TICK_SECONDS)
  };
}
