/** The ledger over two databases: whenever the primary dies, the standby ends up with the truth. */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../lib/server/platform/errors.ts';
import { openFailover, type FailoverStore } from '../../lib/server/platform/store/failover/failover.ts';
import { createFlaky, type Flaky } from '../support/flaky-store.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, type Indexer } from './harness.ts';

const TIMEOUT_MS = 240_000;

describe('over two databases', () => {
  let primary: Flaky;
  let standby: Flaky;
  let store: FailoverStore;
  let indexer: Indexer;
  let nowMs = 1_795_188_600_000;
  beforeEach(async () => {
    [primary, standby] = [await createFlaky(), await createFlaky()];
    store = openFailover({
      primary: primary.shared,
      standby: standby.shared,
      onSwitch: () => undefined,
      now: () => Math.floor(nowMs / 1_000),
      nowMs: () => nowMs,
      log: pino({ level: 'silent' })
    });
  });
  afterEach(async () => {
    await indexer.close();
    await primary.close();
    await standby.close();
  });

  it(
    'the primary dies during the first sync: the standby has the truth after the next ones',
    async () => {
      indexer = await startIndexer({ payments: 600 }, { store });
      primary.downAfterBatches = 2;
      const failed = await syncUntilDone();
      expect(failed).toBeLessThanOrEqual(5);
      expect(store.state()).toMatchObject({ active: 'failover', epoch: 1 });
      await expectTruth(indexer);
    },
    TIMEOUT_MS
  );

  it(
    'the primary dies when all is known, and comes back: every later block is on the standby alone',
    async () => {
      indexer = await startIndexer({ payments: 200, paymentsPerBlock: 0.5 }, { store });
      await syncUntilDone();
      indexer.mine(20);
      primary.isDown = true;
      expect(await syncUntilDone()).toBeLessThanOrEqual(5);
      await expectTruth(indexer);
      primary.isDown = false;
      primary.writes.length = 0;
      nowMs += 61_000;
      await store.look();
      const left = await primary.query('revenue_index_state', {});
      indexer.mine(20);
      indexer.simulator.reorg({ depth: 10, drop: 1, move: 1, add: 1 });
      indexer.mine(1);
      await syncUntilDone();
      await expectTruth(indexer);
      expect(primary.writes).toEqual(['begin_epoch']);
      expect(await primary.query('revenue_index_state', {})).toEqual(left);
    },
    TIMEOUT_MS
  );

  it(
    'upstream failures of every kind leave the primary in use',
    async () => {
      indexer = await startIndexer({ payments: 200 }, { store });
      indexer.simulator.faults({ source: '*', kinds: ['reset'], rate: 1 });
      for (let run = 0; run < 8; run++) await expect(indexer.sync()).rejects.toMatchObject({ code: 'upstream' });
      expect(store.state()).toMatchObject({ active: 'primary', epoch: 0, circuits: { primary: 'CLOSED' } });
      expect(standby.writes).toEqual([]);
    },
    TIMEOUT_MS
  );

  /** Resolves with how many runs failed; each is followed by a minute. */
  async function syncUntilDone(): Promise<number> {
    for (let failed = 0; failed < 20; failed++) {
      try {
        const { complete } = await indexer.sync();
        if (complete) return failed;
      } catch (error) {
        if (!(error instanceof AppError && ['store', 'stale_fence'].includes(error.code))) throw error;
      }
      indexer.pass(60);
    }
    throw new Error('not complete after 20 runs');
  }
});
