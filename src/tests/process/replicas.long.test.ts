/** Three API processes on one database; one is stopped (SIGSTOP) within a run for longer than its lease, then goes on. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../scripts/simulator/index.ts';
import type { LocalProject } from '../../../scripts/supabase/server.ts';
import { migrate, startPgliteProject } from '../supabase/project.ts';
import { startApi, until, type ApiProcess } from './api-process.ts';

const LIMIT_MS = 900_000;
const TICK_SECONDS = 2;
const TICKS = 200;
const STOPPED_MS = 75_000;
const COUNTED = `name = 'revenue-sync' AND requested_by = 'schedule'`;

let project: LocalProject;
let simulator: Simulator;
let processes: ApiProcess[] = [];
beforeEach(async () => {
  project = await startPgliteProject();
  await migrate(project);
  simulator = await startSimulator({ scale: 0.01, payments: 200, blockMs: 'manual', maxTipLag: 0, latencyMs: 150 });
}, LIMIT_MS);
afterEach(async () => {
  for (const { child } of processes) child.kill('SIGCONT');
  await Promise.all(processes.splice(0).map((each) => each.kill()));
  await simulator.close();
  await project.close();
}, LIMIT_MS);

it(
  'each of 200 ticks has at most one run that was not interrupted, and the stopped process wrote nothing late',
  async () => {
    processes = await Promise.all([1, 2, 3].map(() => startApi(environment())));
    await until(
      () => count(`state = 'succeeded'`),
      (runs) => runs >= 3,
      LIMIT_MS
    );
    const { pid, id } = await stopWithinARun();
    await delay(STOPPED_MS);
    process.kill(pid, 'SIGCONT');
    await until(
      () => count(`state <> 'running'`),
      (runs) => runs >= TICKS,
      LIMIT_MS
    );

    expect(await project.exec(`SELECT state FROM jobs WHERE id = '${id}'`)).toEqual([{ state: 'interrupted' }]);
    const repeated = await project.exec(
      `SELECT started_at / ${TICK_SECONDS} AS tick, COUNT(*) AS runs FROM jobs
       WHERE ${COUNTED} AND state <> 'interrupted' GROUP BY 1 HAVING COUNT(*) > 1`
    );
    expect(repeated).toEqual([]);
    const stopped = processes.find(({ child }) => child.pid === pid);
    expect(stopped?.output()).toContain('the lease was taken over');
    const holders = await project.exec<{ holder: string }>(`SELECT DISTINCT holder FROM jobs WHERE ${COUNTED}`);
    expect(holders.length).toBeGreaterThan(1);
  },
  LIMIT_MS
);

/** Stops the process that runs a sync at this moment, and makes sure that it holds the lease: what it writes next is late. */
async function stopWithinARun(): Promise<{ pid: number; id: string }> {
  const running = `SELECT j.id, j.holder FROM jobs j JOIN leases l ON l.holder = j.holder AND l.expires_at > 0
    WHERE j.name = 'revenue-sync' AND j.state = 'running' AND l.name = 'revenue'`;
  for (;;) {
    const [run] = await project.exec<{ id: string; holder: string }>(running);
    const pid = Number(run?.holder.split(':')[1]);
    if (run !== undefined && processes.some(({ child }) => child.pid === pid)) {
      process.kill(pid, 'SIGSTOP');
      await delay(1_000);
      const [still] = await project.exec<{ id: string }>(running);
      if (still?.id === run.id) return { pid, id: run.id };
      process.kill(pid, 'SIGCONT');
    }
    await delay(20);
  }
}

async function count(where: string): Promise<number> {
  const [row] = await project.exec<{ runs: number | string }>(
    `SELECT COUNT(*) AS runs FROM jobs WHERE ${COUNTED} AND ${where}`
  );
  return Number(row?.runs ?? 0);
}

function environment(): Record<string, string> {
  return {
    ...simulator.env,
    DB_TYPE: 'supabase',
    SUPABASE_URL: project.url,
    SUPABASE_SERVICE_ROLE_KEY: project.serviceKey,
    ADMIN_TOKEN: 'the-token-of-three-replicas',
    REVENUE_SYNC_SECONDS: String(TICK_SECONDS)
  };
}
