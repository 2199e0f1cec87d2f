/** An API process whose primary database is a process that really dies, and really comes back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { startProjectPair, type ProjectPair } from '../supabase/project-process.ts';
import { isPostgresMissing } from '../supabase/project.ts';
import { until, type ApiProcess } from './api-process.ts';
import { expectApiTruth, untilSynced } from './api-truth.ts';
import { contentOf, failuresUntilServed, healthOf, killInFirstSync, startOver, switchIn } from './two-databases.ts';

const LIMIT_MS = 240_000;

describe.skipIf(isPostgresMissing())('over two databases (skipped where PostgreSQL is not installed)', () => {
  let pair: ProjectPair;
  let simulator: Simulator;
  const processes: ApiProcess[] = [];
  beforeEach(async () => {
    pair = await startProjectPair();
    simulator = await startSimulator({
      ...{ scale: 0.01, payments: 400, paymentsPerBlock: 1, blockMs: 'manual', maxTipLag: 0, latencyMs: 30 }
    });
  }, LIMIT_MS);
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((each) => each.kill()));
    await simulator.close();
    await pair.close();
  }, LIMIT_MS);

  it(
    'the primary dies within the first sync: the standby gets the truth, keeps the reign, also after a restart of everything',
    async () => {
      const { primary, standby } = pair;
      const first = await startOver(pair, simulator);
      processes.push(first);
      await killInFirstSync(primary, simulator);
      expect(await failuresUntilServed(first)).toBeLessThanOrEqual(5);
      expect((await healthOf(first)).db).toMatchObject({ status: 'up', circuit: 'CLOSED', activeInstance: 'failover' });
      await untilSynced(first.url, simulator);
      await expectApiTruth(first.url, simulator);
      expect(await switchIn(standby)).toEqual({ epoch: 1, active: 1, leases: 0 });

      const left = await contentOf(primary);
      await first.stop();
      await primary.start();
      const second = await startOver(pair, simulator);
      processes.push(second);
      await until(
        () => switchIn(primary),
        ({ epoch }) => epoch === 1
      );
      expect(await switchIn(primary)).toEqual({ epoch: 1, active: 0, leases: 0 });
      simulator.mine(5);
      await untilSynced(second.url, simulator);
      await expectApiTruth(second.url, simulator);
      expect((await healthOf(second)).db.activeInstance).toBe('failover');
      expect(await contentOf(primary)).toEqual(left);
    },
    LIMIT_MS
  );
});
