import { afterEach, describe, expect, it } from 'vitest';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, type Indexer } from './harness.ts';

describe('a reorganisation', () => {
  let indexer: Indexer;
  afterEach(() => indexer.close());

  it.each([1, 2, 7, 25, 39, 40])('of depth %i that drops, moves and adds payments leaves the truth', async (depth) => {
    indexer = await startIndexer({ payments: 200, paymentsPerBlock: 0.5, seed: depth });
    indexer.mine(70);
    await indexer.sync();
    await expectTruth(indexer);
    indexer.simulator.reorg({ depth, drop: 2, move: 2, add: 2 });
    await indexer.sync();
    await expectTruth(indexer);
    indexer.mine(130);
    await indexer.sync();
    await expectTruth(indexer);
    expect((await indexer.payments()).filter(({ settled }) => settled === 0).length).toBeLessThan(60);
  });
});
