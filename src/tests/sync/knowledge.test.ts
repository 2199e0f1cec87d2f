/** What the figures claim to know while the ledger is read anew: unknown is never shown as 0, nor a part as the whole. */
import { afterEach, describe, expect, it } from 'vitest';
import { revenueJobs } from '../../lib/server/modules/ledger/jobs.ts';
import { finalizeSnapshots } from '../../lib/server/modules/history/snapshots/finished-days.ts';
import { createReads, type Reads } from '../support/reads.ts';
import { attachIndexer, startIndexer, TRACKED, underLease, type Indexer } from './harness.ts';

const TEAM = 't1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY';

let indexer: Indexer;
afterEach(() => indexer.close());

describe('after clear-revenue-data', () => {
  it('nothing is known, as before the first sync, until the chain has been read again', async () => {
    const { reads } = await setup();
    const before = await figures(reads);
    await run('clear-revenue-data');
    expect(await figures(reads)).toEqual(unknown);
    expect(await reads.syncState()).toMatchObject({ isComplete: false, stale: true, lastCompleted: null });
    expect(await reads.summary()).toMatchObject({ totalTransactions: null });
    await indexer.sync();
    expect(await figures(reads)).toEqual(before);
    expect(await reads.syncState()).toMatchObject({ isComplete: true, stale: false });
  });
});

describe('after reset-revenue-sync', () => {
  it('the payments stay and are known up to when they were, not later', async () => {
    const { reads } = await setup();
    const before = await figures(reads);
    const { asOf } = await reads.syncState();
    await run('reset-revenue-sync');
    silenceChain();
    indexer.pass(1_200);
    await expect(indexer.sync()).rejects.toMatchObject({ code: 'upstream' });
    expect(await figures(reads)).toEqual(before);
    expect(await reads.syncState()).toMatchObject({ isComplete: true, stale: true, asOf });
  });
});

describe('after a change of the tracked addresses', () => {
  it('no sum is known until every one of them was read, while the product stays ready', async () => {
    const { reads } = await setup();
    const { asOf } = await reads.syncState();
    const both = attachIndexer(indexer.simulator, { store: indexer.store, tracked: [TRACKED, TEAM] });
    silenceChain();
    await expect(both.sync()).rejects.toMatchObject({ code: 'upstream' });
    expect(await figures(reads)).toEqual(unknown);
    expect(await reads.syncState()).toMatchObject({ isComplete: true, stale: true, asOf });
    indexer.simulator.clearFaults();
    indexer.pass(60);
    await both.sync();
    expect((await figures(reads)).today).not.toBeNull();
    expect(await reads.syncState()).toMatchObject({ isComplete: true, stale: false });
  });
});

/** Prices and messages are told on. */
function silenceChain(): void {
  for (const source of ['daemon', 'blockbook'] as const)
    indexer.simulator.faults({ source, kinds: ['reset'], rate: 1 });
}

const unknown = { today: null, year: null, covered: 0, days: [null, null, null] };

async function figures(reads: Reads) {
  const { revenue } = await reads.summary();
  const { current } = await reads.revenue({ params: { period: 'yearly' } });
  const { data } = await reads.dailyRevenue({ query: { limit: 3 } });
  return {
    today: revenue.today,
    year: current.revenue,
    covered: current.coverage === null ? null : current.coverage.known,
    days: data.map(({ revenue: ofDay }) => ofDay)
  };
}

/** A job of the ledger as the scheduler runs it. */
async function run(name: string): Promise<void> {
  const jobs = revenueJobs({
    ...indexer.deps,
    leases: { hold: (_, signal, work) => underLease(indexer, ({ lease }) => work(lease, signal)) },
    finalizeDays: (lease) => finalizeSnapshots(indexer.store, lease),
    intervals: { revenueSeconds: 60 },
    onChange: () => undefined,
    kick: () => undefined
  });
  const job = jobs.find((each) => each.name === name);
  const { signal } = new AbortController();
  await job?.run({ id: 'a', args: {}, signal, log: indexer.deps.log, progress: () => undefined });
}

async function setup() {
  indexer = await startIndexer({ payments: 300 });
  await indexer.sync();
  let looks = 0;
  const reads = createReads({
    store: indexer.store,
    now: indexer.deps.now,
    dataVersion: () => looks++,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  return { reads };
}
