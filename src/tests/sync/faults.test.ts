import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../lib/server/platform/errors.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, type Indexer } from './harness.ts';

/** Runs that end in an upstream failure are part of the game: the next one goes on. */
async function syncUntilDone(indexer: Indexer, attempts: number): Promise<number> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      const { complete } = await indexer.sync();
      if (complete) return attempt;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'upstream')) throw error;
    }
    indexer.pass(60);
  }
  throw new Error(`not complete after ${attempts} runs`);
}

describe('with faults', () => {
  let indexer: Indexer;
  afterEach(() => indexer.close());

  it.each([1, 2])(
    'of every kind in a fifth of all answers the ledger is the truth in the end (seed %i)',
    async (seed) => {
      indexer = await startIndexer({ payments: 400, seed });
      indexer.simulator.faults({ source: '*', rate: 0.2 });
      await syncUntilDone(indexer, 40);
      indexer.simulator.clearFaults();
      indexer.pass(60);
      await indexer.sync();
      await expectTruth(indexer);
    }
  );
  it('and reorganisations the ledger is the truth in the end', async () => {
    indexer = await startIndexer({ payments: 200, paymentsPerBlock: 0.5, seed: 3 });
    indexer.simulator.faults({ source: '*', rate: 0.2 });
    await syncUntilDone(indexer, 40);
    for (const depth of [3, 17, 40]) {
      indexer.mine(20);
      indexer.simulator.reorg({ depth, drop: 2, move: 2, add: 1 });
      indexer.mine(1);
      await syncUntilDone(indexer, 40);
    }
    indexer.simulator.clearFaults();
    indexer.pass(60);
    await indexer.sync();
    await expectTruth(indexer);
  });
  it('a failed run moves no cursor and loses nothing', async () => {
    indexer = await startIndexer({ payments: 200 });
    await indexer.sync();
    const [before] = await indexer.store.query('sync_cursors', {});
    indexer.simulator.faults({ source: '*', kinds: ['reset'], rate: 1 });
    indexer.mine(5);
    await expect(indexer.sync()).rejects.toMatchObject({ code: 'upstream' });
    expect(await indexer.store.query('sync_cursors', {})).toEqual([before]);
  });
});
