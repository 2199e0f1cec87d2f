/** A first sync that reads ahead: polite, beside the dump of messages, and safe whatever happens in its middle. */
import { afterEach, expect, it } from 'vitest';
import { StoreError, UpstreamError } from '../../lib/server/platform/errors.ts';
import type { PaymentRow } from '../../lib/server/platform/store/rows.ts';
import { createMessageLoader } from '../../lib/server/modules/messages/ingest/messages.ts';
import { createPriceSync } from '../../lib/server/modules/prices/ingest/prices.ts';
import { syncRevenue } from '../../lib/server/modules/ledger/ingest/revenue-sync.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import type { AddressRange } from '../../lib/server/chains/flux/ports.ts';
import { leaseOf } from '../support/factories.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, underLease, type Indexer } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it('keeps to the limits of every host, and asks for no page, block or dump twice', async () => {
  indexer = await startIndexer({ payments: 1_500, latencyMs: 300 }, { limits: {} });
  indexer.simulator.limits({ perSecond: 10, inFlight: 8 });
  indexer.simulator.limits({ host: 'blockbook', perSecond: 10, inFlight: 2 });
  expect(await indexer.sync()).toMatchObject({ complete: true });
  const { hosts, repeated } = indexer.simulator.requests();
  expect(Object.entries(hosts).filter(([, { violations }]) => violations > 0)).toEqual([]);
  expect(hosts.blockbook?.maxInFlight).toBe(2);
  const pages = hosts.blockbook?.endpoints['/api/v2/address'] ?? 0;
  expect(hosts.blockbook?.endpoints['/api/v2'] ?? 0).toBeLessThan(pages / 2);
  const isFixed = (url: string) => /getblockhash|details=txs|permanentmessages/.test(url);
  expect(Object.keys(repeated).filter(isFixed)).toEqual([]);
  await expectTruth(indexer);
});

it('reads payments while the dump is on its way, and stores each with its name', async () => {
  indexer = await startIndexer({ payments: 600 });
  const { appMessages, blockbook } = indexer.deps;
  const { promise: pageAsked, resolve } = Promise.withResolvers<undefined>();
  indexer.deps.blockbook = {
    ...blockbook,
    addressPage(range, signal) {
      resolve(undefined);
      return blockbook.addressPage(range, signal);
    }
  };
  indexer.deps.appMessages = {
    ...appMessages,
    async all(onBatch, signal) {
      await pageAsked;
      return appMessages.all(onBatch, signal);
    }
  };
  const written = watchPayments();
  await firstSync();
  const named = new Set(indexer.simulator.truth({}).transactions.flatMap((tx) => (tx.appName === null ? [] : tx.txid)));
  expect(written.filter((row) => row.app_name === null && named.has(row.txid))).toEqual([]);
  expect(written.length).toBeGreaterThanOrEqual(600);
  indexer.deps.store = indexer.store;
  await indexer.sync();
  await expectTruth(indexer);
});

it.each([1, 2, 4])(
  'dies after write %i: the cursor tells what is stored, and the next one goes on from there',
  async (writes) => {
    indexer = await startIndexer({ payments: 3_000 });
    await closes();
    let left = writes;
    indexer.deps.store = storeThat((name, args) => {
      if (name === 'store_payments' && Object.keys((args as { cursors: object }).cursors).length > 0 && left-- <= 0)
        throw new StoreError('the process died', false);
    });
    await expect(firstSync()).rejects.toThrow('the process died');
    await expectCompleteToCursor();
    indexer.deps.store = indexer.store;
    await indexer.sync();
    await expectTruth(indexer);
  }
);

it('a reorganisation in its middle leaves the truth', async () => {
  indexer = await startIndexer({ payments: 1_500, paymentsPerBlock: 0.5 });
  indexer.mine(100);
  let pages = 0;
  beforePages(() => {
    if (++pages !== 14) return;
    indexer.simulator.reorg({ depth: 40, drop: 3, move: 3, add: 3 });
    indexer.mine(1);
  });
  await indexer.sync();
  expect(pages).toBeGreaterThanOrEqual(14);
  await indexer.sync();
  await expectTruth(indexer);
});

it('pages that nobody tells end it: what lies before them is stored completely, nothing behind them', async () => {
  indexer = await startIndexer({ payments: 3_000 });
  const { daemon, blockbook } = indexer.deps;
  const heights = indexer.simulator.truth({}).transactions.map(({ height }) => height);
  const broken = heights.sort((a, b) => a - b)[1_500] ?? NaN;
  const refuse = ({ from, to }: AddressRange) => {
    if (from <= broken && to >= broken) throw new UpstreamError('chain', 'no answer for this range');
  };
  beforePages(refuse);
  indexer.deps.daemon = {
    ...daemon,
    addressTransactions: async (range, signal) => (refuse(range), daemon.addressTransactions(range, signal)),
    addressTxids: async (range, signal) => (refuse(range), daemon.addressTxids(range, signal))
  };
  await expect(indexer.sync()).rejects.toThrow('no answer for this range');
  expect(await expectCompleteToCursor()).toBeLessThan(broken);
  Object.assign(indexer.deps, { daemon, blockbook });
  await indexer.sync();
  await expectTruth(indexer);
});

/** Answers how far the cursor is. */
async function expectCompleteToCursor(): Promise<number> {
  const [cursor] = await indexer.store.query('sync_cursors', {});
  const height = cursor?.height ?? 0;
  const told = indexer.simulator.truth({}).transactions.filter((tx) => tx.height <= height);
  expect((await indexer.payments()).map(({ txid }) => txid).sort()).toEqual(told.map(({ txid }) => txid).sort());
  return height;
}

function beforePages(happen: (range: AddressRange) => void): void {
  const { blockbook } = indexer.deps;
  indexer.deps.blockbook = {
    ...blockbook,
    addressPage: async (range, signal) => (happen(range), blockbook.addressPage(range, signal))
  };
}

/** What the sync writes from now on, each time it does. */
function watchPayments(): PaymentRow[] {
  const written: PaymentRow[] = [];
  indexer.deps.store = storeThat((name, args) => {
    if (name === 'store_payments') written.push(...(args as { payments: PaymentRow[] }).payments);
  });
  return written;
}

function storeThat(first: (name: string, args: object) => void): Store {
  const { store } = indexer;
  return {
    ...store,
    async query(name, args) {
      first(name, args);
      return store.query(name, args);
    }
  };
}

async function closes(): Promise<void> {
  const run = { lease: await leaseOf(indexer.store, 'prices'), signal: new AbortController().signal };
  await createPriceSync({ ...indexer.deps, store: indexer.store }).sync({ ...run, progress: () => undefined });
}

function firstSync() {
  return underLease(indexer, (run) => syncRevenue(indexer.deps, run, createMessageLoader(indexer.deps)));
}
