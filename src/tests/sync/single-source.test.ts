/** The ledger from one source alone: the same truth, and no more asked for than needed. */
import { afterEach, expect, it } from 'vitest';
import type { Daemon } from '../../lib/server/chains/flux/ports.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, type Indexer } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it('from the daemon alone a first sync lists transactions about twice, not again for every step', async () => {
  indexer = await startIndexer({ payments: 6_000 });
  indexer.simulator.faults({ source: 'blockbook', kinds: ['down'] });
  const listed = countListed(indexer);
  await indexer.sync();
  await expectTruth(indexer);
  const facts = await indexer.store.query('facts_in_range', { from: 1, to: 10_000_000 });
  expect(facts.length).toBeGreaterThan(6_000);
  expect(listed.count).toBeLessThan(2.5 * facts.length);
});

it('from a daemon without its index of amounts the ledger is the truth, through reorganisations too', async () => {
  indexer = await startIndexer({ payments: 300, paymentsPerBlock: 0.5, hasStaleCaches: false });
  indexer.simulator.faults({ source: 'blockbook', kinds: ['down'] });
  indexer.simulator.faults({ source: 'daemon', endpoints: ['getaddressdeltas'], kinds: ['errorEnvelope'] });
  await indexer.sync();
  await expectTruth(indexer);
  indexer.mine(20);
  await indexer.sync();
  indexer.simulator.reorg({ depth: 10, drop: 1, move: 2, add: 1 });
  indexer.mine(1);
  await indexer.sync();
  await expectTruth(indexer);
});

/** Counts what the daemon's address index answers from now on. */
function countListed({ deps }: Indexer): { count: number } {
  const listed = { count: 0 };
  const { daemon } = deps;
  const addressTransactions: Daemon['addressTransactions'] = async (range, signal) => {
    const places = await daemon.addressTransactions(range, signal);
    listed.count += places.length;
    return places;
  };
  deps.daemon = { ...daemon, addressTransactions };
  return listed;
}
