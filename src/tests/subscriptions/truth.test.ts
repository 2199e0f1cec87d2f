import { afterEach, expect, it } from 'vitest';
import { standingAt } from '../../lib/domain/subscriptions/accrual.ts';
import { segmentOf } from '../../lib/server/modules/subscriptions/stored-segment.ts';
import { startIndexer, type Indexer } from '../sync/harness.ts';
import { allRows, expectLaw, expectSegments, expectSums, project } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it.each([1, 2])('holds what each payment bought, with seed %i', async (seed) => {
  indexer = await startIndexer({ payments: 3_000, seed });
  await indexer.sync();
  await project(indexer);
  const { tip } = indexer.simulator.mine(0);
  const heights = [1_700_000, 1_990_000, 2_020_000, 2_020_001, 2_400_000, 3_000_000, tip];
  expect(await expectSegments(indexer, heights)).toBeGreaterThan(3_000);
  await expectSums(indexer);
  await expectLaw(indexer, 200);
});

it.each([3, 4])('has the apps of the current specifications at the tip, with seed %i', async (seed) => {
  indexer = await startIndexer({ payments: 1_500, scale: 0.1, seed });
  const { tip } = indexer.simulator.mine(0);
  // The network drops what has ended at every eighth block.
  indexer.mine(8 - (tip % 8));
  await indexer.sync();
  await project(indexer);
  const height = tip + 8 - (tip % 8);
  const at = { height, time: indexer.deps.now() };
  const rows = [...(await allRows(indexer.store)).values()];
  const live = rows.filter(
    (row) =>
      (row.outcome === 'bought' || row.outcome === 'unpaid') && standingAt(segmentOf(row), at).status === 'active'
  );
  expect(live.map(({ app_name }) => app_name).sort()).toEqual(indexer.simulator.liveApps().sort());
  const [told] = await indexer.store.query('network_lives_at', { ...at, with_owners: 0 });
  expect(told?.apps).toBe(live.length);
});

it('knows every reason for which a payment buys nothing, and every end of a segment', async () => {
  indexer = await startIndexer({ payments: 3_000 });
  await indexer.sync();
  await project(indexer);
  const rows = [...(await allRows(indexer.store)).values()];
  const outcomes = new Set(rows.map(({ outcome }) => outcome));
  expect([...outcomes].sort()).toEqual(['bought', 'duplicate_hash', 'no_message', 'underpaid', 'unpaid']);
  expect(new Set(rows.map(({ stop_reason }) => stop_reason))).toEqual(
    new Set([null, 'superseded', 'cancelled_by_owner'])
  );
  expect(rows.some((row) => row.start_height < 2_020_000 && (row.end_height ?? 0) > 2_020_000)).toBe(true);
  expect(rows.some(({ is_encrypted, deposit_sat }) => is_encrypted === 1 && deposit_sat !== '0')).toBe(true);
  expect(rows.some(({ end_time, outcome }) => end_time !== null && outcome === 'bought')).toBe(true);
  expect(rows.some(({ owner }) => owner?.startsWith('0x'))).toBe(true);
});
