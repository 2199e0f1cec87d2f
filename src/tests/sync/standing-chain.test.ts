/** A chain that stands still: what comes after its newest block is unknown, whoever is asked for the block's time. */
import { afterEach, expect, it } from 'vitest';
import { problemsOf } from '../../lib/server/modules/health/health-problems.ts';
import { createReads } from '../support/reads.ts';
import type { FaultRequest } from '../../../simulator/serve/faults.ts';
import { startIndexer, type Indexer } from './harness.ts';

const HOUR = 3_600;
let indexer: Indexer;
afterEach(() => indexer.close());

it.each<[string, number, FaultRequest[], (string | null)[]]>([
  ['all sources up', 36, [], [null, null]],
  ['the daemon down', 36, [{ source: 'daemon', kinds: ['down'] }], [null, null]],
  ['the daemon down', 3, [{ source: 'daemon', kinds: ['down'] }], ['known', 'known']],
  ['Blockbook down', 36, [{ source: 'blockbook', kinds: ['down'] }], [null, null]],
  [
    'the daemon down and no block at Blockbook',
    36,
    [
      { source: 'daemon', kinds: ['down'] },
      { source: 'blockbook', kinds: ['status500'], endpoints: ['/block/'] }
    ],
    [null, null]
  ],
  [
    'no header at the daemon and no block at Blockbook',
    36,
    [
      { source: 'daemon', kinds: ['errorEnvelope'], endpoints: ['getblockheader'] },
      { source: 'blockbook', kinds: ['garbage'], endpoints: ['/block/'] }
    ],
    [null, null]
  ]
])('is named, stale and as old as its newest block: %s, for %i h', async (_, hours, faults, days) => {
  const { reads, now } = await setup();
  const { asOf: before } = await reads.syncState();
  for (const fault of faults) indexer.simulator.faults(fault);
  indexer.pass(hours * HOUR);
  await indexer.sync();
  const state = await reads.syncState();
  expect(state.stale).toBe(true);
  expect(state.lastCompleted).toBe(now());
  expect(Math.abs(now() - (state.asOf ?? 0) - hours * HOUR)).toBeLessThan(300);
  expect(state.asOf).toBeLessThanOrEqual(before ?? 0);
  const { data, stale } = await reads.dailyRevenue({ query: { limit: 2 } });
  expect(stale).toBe(true);
  expect(data.map(({ revenue }) => (revenue === null ? null : 'known'))).toEqual(days);
  const problems = problemsOf({
    sync: state,
    snapshot: null,
    backup: null,
    jobs: [],
    sources: [],
    stalls: [],
    drifts: [],
    integrity: null,
    progress: null,
    now: now()
  });
  expect(problems).toMatchObject([{ code: 'sync_stale', since: state.asOf }]);
  expect(problems[0]?.message).toMatch(/newest block is \d+ minutes old/);
});

it('whose block time nobody has ever told is known up to no moment', async () => {
  indexer = await startIndexer({ payments: 60 });
  indexer.simulator.faults({ source: 'daemon', kinds: ['errorEnvelope'], endpoints: ['getblockheader'] });
  indexer.simulator.faults({ source: 'blockbook', kinds: ['status500'], endpoints: ['/block/'] });
  await indexer.sync();
  const reads = readsOf(indexer);
  expect(await reads.syncState()).toMatchObject({ asOf: null, knownDay: null, stale: true, isSilent: true });
  const { data } = await reads.dailyRevenue({ query: { limit: 2 } });
  expect(data.map(({ revenue }) => revenue)).toEqual([null, null]);
  indexer.simulator.clearFaults();
  indexer.mine(1);
  await indexer.sync();
  expect(await reads.syncState()).toMatchObject({ stale: false, asOf: indexer.deps.now() });
});

async function setup() {
  indexer = await startIndexer({ payments: 60 });
  await indexer.sync();
  return { reads: readsOf(indexer), now: indexer.deps.now };
}

function readsOf({ store, deps }: Indexer) {
  let looks = 0;
  return createReads({
    store,
    now: deps.now,
    dataVersion: () => looks++,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
}
