import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { environmentAt, startSimulator, type Simulator } from '../../../simulator/index.ts';
import { expectApiTruth } from './api-truth.ts';
import { freePort, getJson, startApi, until, type ApiProcess } from './api-process.ts';

interface Health {
  status: string;
  problems: { code: string; message: string }[];
  sources: Record<string, { ok: boolean; lastError: string | null }>;
  sync: { lastCompleted: number | null };
}

describe('the API process', () => {
  const running: ApiProcess[] = [];
  let simulator: Simulator | null = null;
  const folder = mkdtempSync(join(tmpdir(), 'life-'));
  afterEach(async () => {
    for (const api of running.splice(0)) await api.kill();
    await simulator?.close();
    simulator = null;
    rmSync(folder, { recursive: true, force: true });
  });

  it('without any network stays up, names every source, shows no zero as a fact, recovers by itself', async () => {
    const port = await freePort();
    const api = await start({ ...environmentAt(`http://127.0.0.1:${port}`), CENSUS_SECONDS: '5' });
    const health = await until(
      () => getJson<Health>(`${api.url}/api/health`),
      ({ sources }) =>
        ['daemon', 'blockbook', 'coingecko', 'binance', 'explorer'].every((name) => sources[name]?.ok === false)
    );
    expect(health.status).toBe('degraded');
    for (const name of ['daemon', 'blockbook']) {
      expect(health.problems.some(({ message }) => message.includes(name))).toBe(true);
    }
    const header = await getJson<{ network: Record<string, unknown> }>(`${api.url}/api/header`);
    expect(Object.values(header.network).filter((value) => value === 0)).toEqual([]);
    const { revenue } = await getJson<{ revenue: Record<string, unknown> }>(`${api.url}/api/transactions/summary`);
    expect(revenue).toMatchObject({ today: null, last7Days: null, last30Days: null });
    expect((await fetch(`${api.url}/api/health/ready`)).status).toBe(503);

    const network = await startSimulator({ ...SMALL, port });
    simulator = network;
    await until(
      () => fetch(`${api.url}/api/health/ready`),
      ({ status }) => status === 200,
      90_000
    );
    await expectApiTruth(api.url, network);
    await until(
      () => getJson<Health>(`${api.url}/api/health`),
      ({ status }) => status === 'ok',
      60_000
    );
  }, 210_000);

  it('refuses a database that another process uses, naming it, and takes it over from a killed one', async () => {
    const first = await startSimulated();
    const second = await startApi({ ...env(), ...simulatorEnv() });
    running.push(second);
    await once(second.child, 'exit');
    expect(second.child.exitCode).toBe(1);
    expect(second.output()).toContain(`in use by process ${first.child.pid}`);
    await first.kill();
    const third = await start(simulatorEnv());
    await until(
      () => fetch(`${third.url}/api/health/ready`),
      ({ status }) => status === 200
    );
  });

  it('ends with 0 when it is told to, in the middle of a first sync', async () => {
    simulator = await startSimulator({ ...SMALL, payments: 2_000, latencyMs: 50 });
    const api = await start(simulatorEnv());
    await until(
      () => getJson<Health>(`${api.url}/api/health`),
      ({ sources }) => sources['blockbook']?.ok === true
    );
    expect(await api.stop()).toBe(0);
    expect(api.output()).toContain('api stopped');
  });

  it('names every fault of its environment at once and ends with 1', async () => {
    const api = await startApi({
      ...env(),
      API_PORT: '3000abc',
      LOG_LEVEL: 'loud',
      ADMIN_TOKEN: 'hunter2',
      TRUST_PROXY: '-1'
    });
    running.push(api);
    await once(api.child, 'exit');
    expect(api.child.exitCode).toBe(1);
    for (const name of ['API_PORT', 'LOG_LEVEL', 'ADMIN_TOKEN', 'TRUST_PROXY']) expect(api.output()).toContain(name);
    expect(api.output()).not.toContain('hunter2');
  });

  it('keeps its admin token for its owner only and does not log it', async () => {
    const api = await startSimulated();
    const path = join(folder, 'admin-token');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(api.output()).not.toContain(readFileSync(path, 'utf8').trim());
  });

  function env(): Record<string, string> {
    return { DB_PATH: join(folder, 'db.sqlite3'), REVENUE_SYNC_SECONDS: '1', PRICE_SYNC_SECONDS: '1' };
  }
  function simulatorEnv(): Record<string, string> {
    return simulator?.env ?? {};
  }
  async function start(more: Record<string, string>): Promise<ApiProcess> {
    const api = await startApi({ ...env(), ...more });
    running.push(api);
    await until(
      () => fetch(`${api.url}/api/health/live`),
      ({ ok }) => ok
    );
    return api;
  }
  async function startSimulated(): Promise<ApiProcess> {
    simulator = await startSimulator(SMALL);
    const api = await start(simulatorEnv());
    await until(
      () => fetch(`${api.url}/api/health/ready`),
      ({ status }) => status === 200
    );
    return api;
  }
});

const SMALL = { scale: 0.01, payments: 100, blockMs: 'manual', maxTipLag: 0 } as const;
