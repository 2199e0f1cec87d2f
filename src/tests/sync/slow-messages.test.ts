/** A source of messages that drips: payments are read meanwhile, and named when it has ended. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMessageLoader } from '../../lib/server/modules/messages/ingest/messages.ts';
import { createPriceSync } from '../../lib/server/modules/prices/ingest/prices.ts';
import { syncRevenue, type SyncResult } from '../../lib/server/modules/ledger/ingest/revenue-sync.ts';
import { leaseOf } from '../support/factories.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, underLease, type Indexer } from './harness.ts';

let indexer: Indexer;
let release: () => void;
let dumps: number;
beforeEach(async () => {
  indexer = await startIndexer({ payments: 300, paymentsPerBlock: 0.5 });
  const run = { lease: await leaseOf(indexer.store, 'prices'), signal: new AbortController().signal };
  await createPriceSync(indexer.deps).sync({ ...run, progress: () => undefined });
  dumps = 0;
  holdDumpBack();
});
afterEach(() => indexer.close());

it('the first sync stores payments, follows the chain and gives nothing up while the dump is on its way', async () => {
  const syncing = sync();
  await until(async () => (await indexer.payments()).length >= 300);
  expect((await indexer.payments()).filter(({ app_type }) => app_type === 'unregistered')).toEqual([]);
  const before = (await indexer.payments()).length;
  indexer.mine(40);
  await until(async () => (await indexer.payments()).length > before);
  const [revenue] = (await indexer.store.query('sync_status', {})).filter(({ name }) => name === 'revenue');
  expect(JSON.parse(revenue?.value ?? '{}')).toMatchObject({ complete: false });
  release();
  expect(await syncing).toMatchObject({ complete: true });
  await indexer.sync();
  await expectTruth(indexer);
  expect(dumps).toBe(1);
});

it('a chain that fails meanwhile is tried again, without a second dump', async () => {
  const failures = failChain();
  const syncing = sync();
  // The second one is of another try.
  await until(() => failures() >= 2);
  indexer.simulator.clearFaults();
  await until(async () => (await indexer.payments()).length >= 300);
  release();
  expect(await syncing).toMatchObject({ complete: true });
  expect(dumps).toBe(1);
});

it('a chain that still fails when the dump has ended fails the sync', async () => {
  const failures = failChain();
  const syncing = sync().catch((error: unknown) => error);
  await until(() => failures() >= 1);
  release();
  expect(await syncing).toMatchObject({ code: 'upstream' });
});

function sync(): Promise<SyncResult> {
  const messages = createMessageLoader(indexer.deps, { patienceMs: 50, followEveryMs: 100 });
  return underLease(indexer, (run) => syncRevenue(indexer.deps, run, messages));
}

/** The second batch comes when `release` is called. */
function holdDumpBack(): void {
  const { appMessages } = indexer.deps;
  const released = new Promise<void>((resolve) => (release = resolve));
  indexer.deps.appMessages = {
    ...appMessages,
    async all(onBatch, signal) {
      dumps++;
      const batches: Parameters<typeof onBatch>[0][] = [];
      const read = await appMessages.all((batch) => Promise.resolve(void batches.push(batch)), signal);
      await onBatch(batches[0] ?? []);
      await released;
      for (const batch of batches.slice(1)) await onBatch(batch);
      return read;
    }
  };
}

/** No source of the chain answers from now on; the answer counts how often its tip was asked for in vain. */
function failChain(): () => number {
  for (const source of ['daemon', 'blockbook'] as const) indexer.simulator.faults({ source, kinds: ['reset'] });
  const { daemon } = indexer.deps;
  let count = 0;
  const fail = (error: unknown): never => {
    count++;
    throw error;
  };
  indexer.deps.daemon = { ...daemon, tip: (signal) => daemon.tip(signal).catch(fail) };
  return () => count;
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it never came');
}
