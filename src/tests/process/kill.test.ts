import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { expectApiTruth } from './api-truth.ts';
import { getJson, startApi, until, type ApiProcess } from './api-process.ts';

const LIMIT_MS = 600_000;
const KILLS = process.env['LONG'] ? 30 : 6;

describe('killed at random moments', () => {
  let api: ApiProcess | null = null;
  let simulator: Simulator | null = null;
  let folder = '';
  afterEach(async () => {
    await api?.kill();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'the API serves the truth in the end',
    async () => {
      const run = await setup({ payments: 1_500, seed: 11 });
      await run.killRepeatedly(KILLS, 1_500);
      await run.expectTruth();
      // Later syncs: the chain moves on while the process dies.
      for (let round = 0; round < 2; round++) {
        run.simulator.mine(15);
        await run.killRepeatedly(2, 1_200);
      }
      await run.expectTruth();
    },
    LIMIT_MS
  );
  it(
    'with faults and reorganisations on top it does too',
    async () => {
      const run = await setup({ payments: 300, seed: 12, paymentsPerBlock: 0.3 });
      run.simulator.faults({ source: '*', rate: 0.2 });
      for (const depth of [5, 40]) {
        await run.killRepeatedly(Math.ceil(KILLS / 3), 1_500);
        run.simulator.mine(10);
        run.simulator.reorg({ depth, drop: 1, move: 2, add: 1 });
      }
      run.simulator.mine(1);
      run.simulator.clearFaults();
      await run.expectTruth();
    },
    LIMIT_MS
  );

  async function setup(options: Parameters<typeof startSimulator>[0]) {
    folder = mkdtempSync(join(tmpdir(), 'kill-'));
    const network = await startSimulator({
      scale: 0.01,
      blockMs: 'manual',
      maxTipLag: 0,
      hangMs: 500,
      slowMs: 50,
      ...options
    });
    simulator = network;
    const env = {
      ...network.env,
      DB_PATH: join(folder, 'db.sqlite3'),
      REVENUE_SYNC_SECONDS: '1',
      PRICE_SYNC_SECONDS: '1',
      LOG_LEVEL: 'warn'
    };
    return {
      simulator: network,
      /** Starts the API, lets it work for a random while, kills it; over and over. */
      async killRepeatedly(times: number, longestMs: number) {
        for (let i = 0; i < times; i++) {
          await api?.kill();
          api = await startApi(env);
          await delay(100 + Math.random() * longestMs);
        }
        await api?.kill();
      },
      async expectTruth() {
        await api?.kill();
        const running = await startApi(env);
        api = running;
        const { tip } = network.truth({});
        await until(
          () => getJson<{ sync: { lastSyncBlock: number | null }; problems: unknown[] }>(`${running.url}/api/health`),
          ({ sync }) => sync.lastSyncBlock === tip,
          90_000
        );
        await until(
          () => fetch(`${running.url}/api/health/ready`),
          ({ status }) => status === 200
        );
        await expectApiTruth(running.url, network);
      }
    };
  }
});
