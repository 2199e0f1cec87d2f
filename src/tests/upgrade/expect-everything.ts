/** What today's code reads from a stored database of an earlier version, which holds rows.ts, and that it writes on. */
import { expect } from 'vitest';
import { createReads } from '../support/reads.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { NOON, payment, plant } from '../support/factories.ts';

/** @param version the newest migration that the database had: tables which came later are empty */
export async function expectEverything(store: Store, version: string): Promise<void> {
  let changes = 0;
  const reads = createReads({
    store,
    now: () => NOON,
    dataVersion: () => changes,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  const txids = async (search?: string) => {
    const { transactions } = await reads.transactions({ query: { page: 1, limit: 50, ...(search && { search }) } });
    return transactions.map(({ txid, amount }) => [txid.slice(0, 8), amount]);
  };
  const newest = ['aa11cc33', '90071992.54740993'];
  expect(await txids()).toEqual([newest, ['aa11bb22', '0.00000001'], ['aa11aa11', '1.65388268']]);
  expect(await txids('palw')).toEqual([newest, ['aa11aa11', '1.65388268']]);
  expect(await store.query('get_daily_revenue', { limit: 9 })).toEqual([
    { date: '2026-03-01', payment_count: 2, amount_sat: '165388269' },
    { date: '2026-03-02', payment_count: 1, amount_sat: '9007199254740993' }
  ]);
  const { apps } = await reads.apps({ query: { page: 1, limit: 10 } });
  expect(apps).toMatchObject([{ appName: 'Palworld', transactionCount: 2, totalRevenue: '90071994.20129261' }]);
  const counts = await store.query('get_table_counts', {});
  const count = (name: string) => counts.find((row) => row.name === name)?.rows;
  expect([count('chain_transactions'), count('flux_price_history'), count('sync_status')]).toEqual([1, 1, 1]);

  if (version >= '003') {
    const [snapshot] = await store.query('snapshots_between', { start: '2026-03-01', end: '2026-03-01' });
    expect(snapshot).toMatchObject({ origin: 'observed', node_total: 6_700, app_count: null, revenue_sat: null });
    const [node] = await store.query('nodes_at', { at: 1_772_368_000 });
    expect(node).toMatchObject({ collateral: 'c0:0', tier: 'stratus', to_at: 1_772_370_000 });
    expect([count('repo_images'), count('repo_snapshots')]).toEqual([1, 1]);
  }

  await plant(store, { payments: [payment({ block_height: 2_000_000, app_name: 'Newcomer' })] });
  changes++;
  expect(await txids('newcomer')).toHaveLength(1);
  expect(await txids()).toHaveLength(4);
}
