/** The API host is away: Blockbook alone gives the same rows, and settles them. */
import { afterEach, expect, it } from 'vitest';
import { fluxProfile } from '../../lib/domain/chain-profile.ts';
import { settledHeight } from '../../lib/domain/payments/unsettled.ts';
import { auditLedger } from '../../lib/server/modules/ledger/ingest/audit.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, underLease, type Indexer } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it('a first sync settles what is deep enough', async () => {
  indexer = await startIndexer({ payments: 1_500 });
  indexer.simulator.faults({ source: 'daemon', kinds: ['reset'] });
  await indexer.sync();
  await expectTruth(indexer);
  await expectSettled();
});

it('later syncs settle what has become deep, and follow a reorganisation', async () => {
  indexer = await startIndexer({ payments: 200, paymentsPerBlock: 0.5 });
  await indexer.sync();
  indexer.simulator.faults({ source: 'daemon', kinds: ['reset'] });
  indexer.mine(30);
  await indexer.sync();
  indexer.simulator.reorg({ depth: 20, drop: 2, move: 2, add: 2 });
  indexer.mine(200);
  await indexer.sync();
  await expectTruth(indexer);
  await expectSettled();
  const report = await underLease(indexer, (run) => auditLedger(indexer.deps, run, 4_320));
  expect(report).toMatchObject({ missing: 0, surplus: 0, sources: ['blockbook'] });
});

async function expectSettled(): Promise<void> {
  const { bestHeight } = await indexer.deps.blockbook.status(new AbortController().signal);
  const rows = await indexer.payments();
  const isWrong = (row: (typeof rows)[number]) =>
    (row.settled === 1) !== row.block_height <= settledHeight(bestHeight, fluxProfile);
  expect(rows.filter(isWrong)).toEqual([]);
  expect(rows.filter(({ settled }) => settled === 1).length).toBeGreaterThan(100);
}
