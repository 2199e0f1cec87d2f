/** Transactions that could not be read: each is tried again, and forgotten once its block was read or it has vanished. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyWrite } from '../../lib/server/modules/ledger/ingest/write.ts';
import { UpstreamError } from '../../lib/server/platform/errors.ts';
import type { AddressRange } from '../../lib/server/chains/flux/ports.ts';
import { txidOf } from '../support/factories.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, underLease, type Indexer } from './harness.ts';

let indexer: Indexer;
beforeEach(async () => {
  indexer = await startIndexer({ payments: 200, paymentsPerBlock: 0.5 });
  indexer.mine(100);
  await indexer.sync();
});
afterEach(() => indexer.close());

describe('a parked transaction', () => {
  it('that vanished from a deep block before it was stored is forgotten', async () => {
    await park([{ txid: txidOf(1), height: (await tip()) - 500 }]);
    await indexer.sync();
    await expectTruth(indexer);
  });
  it('that vanished from the unsettled window is forgotten', async () => {
    await park([{ txid: txidOf(1), height: (await tip()) - 5 }]);
    await indexer.sync();
    await expectTruth(indexer);
  });
  it('whose stored fact is read again unchanged is forgotten', async () => {
    const rows = await indexer.payments();
    const [deep, fresh] = [rows[0]!, rows.at(-1)!];
    await park([deep, fresh].map(({ txid, block_height }) => ({ txid, height: block_height })));
    await indexer.sync();
    await expectTruth(indexer);
  });
});

it('tries every parked transaction in turn, however many of them keep failing', async () => {
  const deep = (await tip()) - 2_000;
  const odd = new Set(Array.from({ length: 25 }, (_, at) => deep - at));
  refuseBlocks(odd);
  await park([...odd].map((height) => ({ txid: txidOf(height), height })));
  indexer.pass(60);
  const curable = { txid: txidOf(2), height: deep - 100 };
  await park([curable]);
  for (let syncs = 0; syncs < 2; syncs++) {
    indexer.pass(60);
    await indexer.sync();
  }
  const left = await indexer.store.query('failed_transactions', { limit: 100 });
  expect(new Set(left.map(({ height }) => height))).toEqual(odd);
  expect(left.every(({ attempts, reason }) => attempts >= 2 && reason.includes('is odd'))).toBe(true);
});

async function park(rows: { txid: string; height: number }[]): Promise<void> {
  await underLease(indexer, ({ lease }) =>
    indexer.store.query('store_payments', {
      ...lease,
      ...emptyWrite(),
      parked: rows.map((row) => ({ ...row, reason: 'no answer' })),
      now: indexer.deps.now()
    })
  );
}

/** No source answers about one of these blocks alone. */
function refuseBlocks(heights: ReadonlySet<number>): void {
  const { daemon, blockbook } = indexer.deps;
  const refuse = ({ from, to }: AddressRange) => {
    if (from === to && heights.has(from)) throw new UpstreamError('chain', `block ${from} is odd`);
  };
  indexer.deps.daemon = {
    ...daemon,
    addressTransactions: async (range, signal) => {
      refuse(range);
      return daemon.addressTransactions(range, signal);
    },
    addressTxids: async (range, signal) => {
      refuse(range);
      return daemon.addressTxids(range, signal);
    }
  };
  indexer.deps.blockbook = {
    ...blockbook,
    addressPage: async (range, signal) => {
      refuse(range);
      return blockbook.addressPage(range, signal);
    }
  };
}

const tip = () => indexer.deps.daemon.tip(new AbortController().signal);
