/** Three API processes over a primary that dies and comes back while they are at work, and over sources that fail. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { startProjectPair, type ProjectPair } from '../supabase/project-process.ts';
import { isPostgresMissing } from '../supabase/project.ts';
import { until, type ApiProcess } from './api-process.ts';
import { expectApiTruth, untilSynced } from './api-truth.ts';
import { contentOf, failuresUntilServed, healthOf, killInFirstSync, startOver, switchIn } from './two-databases.ts';

const LIMIT_MS = 900_000;
const FAILED_RUNS = 12;

describe.skipIf(isPostgresMissing())('three replicas over two databases', () => {
  let pair: ProjectPair;
  let simulator: Simulator;
  const replicas: ApiProcess[] = [];
  beforeEach(async () => {
    pair = await startProjectPair();
    simulator = await startSimulator({
      ...{ scale: 0.01, payments: 1_000, paymentsPerBlock: 1, blockMs: 'manual', maxTipLag: 0, latencyMs: 20 }
    });
    const started = [1, 2, 3].map(() => startOver(pair, simulator));
    replicas.push(...(await Promise.all(started)));
  }, LIMIT_MS);
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((each) => each.kill()));
    await simulator.close();
    await pair.close();
  }, LIMIT_MS);

  it(
    'follow it to the standby when it dies at work, and leave it alone when it is back',
    async () => {
      const { primary, standby } = pair;
      await allSynced();
      simulator.faults({ source: '*', kinds: ['reset', 'status500'], rate: 1 });
      await until(
        () => primary.exec<{ runs: number }>(`SELECT COUNT(*)::int AS runs FROM jobs WHERE state = 'failed'`),
        ([row]) => (row?.runs ?? 0) >= FAILED_RUNS,
        LIMIT_MS
      );
      for (const { db } of await Promise.all(replicas.map(healthOf))) {
        expect(db).toMatchObject({ circuit: 'CLOSED', activeInstance: 'primary' });
      }
      expect(await standby.exec('SELECT epoch FROM store_epochs WHERE epoch > 0')).toEqual([]);
      simulator.clearFaults();
      await allSynced();

      simulator.mine(30);
      await primary.kill();
      const failures = await Promise.all(replicas.map(failuresUntilServed));
      expect(Math.max(...failures)).toBeLessThanOrEqual(5);
      await allOnStandby();

      const left = await contentOf(primary);
      await primary.start();
      await until(
        () => switchIn(primary),
        ({ epoch }) => epoch === 1,
        LIMIT_MS
      );
      for (const depth of [3, 12]) {
        simulator.mine(20);
        simulator.reorg({ depth, drop: 1, move: 1, add: 1 });
        simulator.mine(1);
        await allOnStandby();
      }
      await Promise.all(replicas.splice(0).map((each) => each.stop()));
      replicas.push(await startOver(pair, simulator));
      simulator.mine(5);
      await allOnStandby();
      expect(await contentOf(primary)).toEqual(left);
      expect(await switchIn(primary)).toEqual({ epoch: 1, active: 0, leases: 0 });
      expect(await switchIn(standby)).toEqual({ epoch: 1, active: 1, leases: 0 });
    },
    LIMIT_MS
  );

  it(
    'follow it to the standby when it dies in the first sync, whenever that is',
    async () => {
      const { primary } = pair;
      await killInFirstSync(primary, simulator);
      expect(Math.max(...(await Promise.all(replicas.map(failuresUntilServed))))).toBeLessThanOrEqual(5);
      await primary.start();
      await allOnStandby();
    },
    LIMIT_MS
  );

  async function allSynced(): Promise<void> {
    for (const replica of replicas) {
      await untilSynced(replica.url, simulator);
      await expectApiTruth(replica.url, simulator);
    }
  }

  async function allOnStandby(): Promise<void> {
    await allSynced();
    for (const { db } of await Promise.all(replicas.map(healthOf))) {
      expect(db).toMatchObject({ status: 'up', circuit: 'CLOSED', activeInstance: 'failover' });
    }
  }
});
