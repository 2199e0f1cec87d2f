import { afterEach, describe, expect, it } from 'vitest';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, type Indexer } from './harness.ts';

describe('a first sync', () => {
  let indexer: Indexer;
  afterEach(() => indexer.close());

  it('holds exactly the payments of the truth', async () => {
    indexer = await startIndexer({ payments: 1_500 });
    expect(await indexer.sync()).toMatchObject({ complete: true });
    const truth = await expectTruth(indexer);
    expect(truth.transactions.length).toBeGreaterThanOrEqual(1_500);
  });
  it('does so from the daemon alone', async () => {
    indexer = await startIndexer({ payments: 1_500 });
    indexer.simulator.faults({ source: 'blockbook', kinds: ['reset'], rate: 1 });
    await indexer.sync();
    await expectTruth(indexer);
  });
  it('does so while the daemon answers no address calls', async () => {
    indexer = await startIndexer({ payments: 1_500 });
    indexer.simulator.faults({
      source: 'daemon',
      kinds: ['status500'],
      rate: 1,
      endpoints: ['getaddress', 'getrawtransaction']
    });
    await indexer.sync();
    await expectTruth(indexer);
  });
  it('changes nothing when it is repeated', async () => {
    indexer = await startIndexer({ payments: 300 });
    await indexer.sync();
    const before = await indexer.payments();
    expect(await indexer.sync()).toMatchObject({ isChanged: false });
    expect(await indexer.payments()).toEqual(before);
  });
});
