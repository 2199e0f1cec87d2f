import { afterEach, expect, it } from 'vitest';
import { keySet } from '../../../platform/store/rows.ts';
import { keyed, leaseOf, noPayments, NOON, payment } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import { NotFound } from '../../../platform/errors.ts';

const DAY = 86_400;
afterEach(closeReads);

const ann = { from_address: 't1Ann', source: 'other' as const };
const payments = [
  payment({ ...ann, amount_sat: '300000000', app_name: 'shop', block_time: NOON - 5 * DAY, block_height: 1_990_000 }),
  payment({ ...ann, amount_sat: '100000000', app_name: 'blog', usd_micros: null, price_source: null }),
  payment({
    ...ann,
    amount_sat: '100000000',
    app_name: null,
    app_type: null,
    block_height: 1_990_001,
    block_time: NOON - DAY
  }),
  payment({ from_address: 't1Card', source: 'fiat', amount_sat: '500000001', app_name: 'shop' })
];

it('shows payers by revenue with their share of all of it', async () => {
  const { reads } = await openReads({ payments });
  const { payers, total, sum } = await reads.payers({ query: { page: 1, limit: 10, sort: 'revenue' } });
  expect(
    payers.map(({ payer, revenue, payments: count, apps, share }) => [payer, revenue, count, apps, share])
  ).toEqual([
    ['t1Card', '5.00000001', 1, 1, 50],
    ['t1Ann', '5.00000000', 3, 2, 50]
  ]);
  expect(payers[1]).toMatchObject({
    firstPayment: NOON - 5 * DAY,
    lastPayment: NOON - 3_600,
    revenueUsd: '0.30',
    pricedCount: 2
  });
  expect([total, sum]).toEqual([2, { payments: 4, revenue: '10.00000001', revenueUsd: '0.45', pricedCount: 3 }]);
});

it('sorts and narrows them', async () => {
  const { reads } = await openReads({ payments });
  const order = async (query: Partial<Parameters<typeof reads.payers>[0]['query']>) =>
    (await reads.payers({ query: { page: 1, limit: 10, sort: 'revenue', ...query } })).payers.map(({ payer }) => payer);
  expect(await order({ sort: 'payments' })).toEqual(['t1Ann', 't1Card']);
  expect(await order({ sort: 'payer', order: 'asc' })).toEqual(['t1Ann', 't1Card']);
  expect(await order({ sort: 'payer' })).toEqual(['t1Card', 't1Ann']);
  expect(await order({ search: 'aNN' })).toEqual(['t1Ann']);
  expect(await order({ source: ['fiat'] })).toEqual(['t1Card']);
});

it('shows what a payer paid for', async () => {
  const { reads } = await openReads({ payments });
  const one = await reads.payer({ params: { address: 't1Ann' } });
  expect(one).toMatchObject({ rank: 2, apps: 2, source: 'other', link: '/api/transactions/paginated?payer=t1Ann' });
  expect(one.topApps).toEqual([
    { appName: 'shop', payments: 1, revenue: '3.00000000', share: 60 },
    { appName: 'blog', payments: 1, revenue: '1.00000000', share: 20 }
  ]);
  await expect(reads.payer({ params: { address: 't1Nobody' } })).rejects.toThrow(NotFound);
});

it('forgets what a reorganisation took back, and moves what it moved', async () => {
  const { store, reads } = await openReads({ payments });
  const [first, second] = [payments[0]!, payments[1]!];
  const moved = { ...second, from_address: 't1Ben', app_type: 'git' as const };
  await store.query('store_payments', {
    ...noPayments,
    ...(await leaseOf(store)),
    payments: keyed([moved]),
    removed_payments: keySet([first.txid]),
    affected: keySet([first.txid, second.txid])
  });
  const { payers } = await reads.payers({ query: { page: 1, limit: 10, sort: 'revenue' } });
  expect(payers.map(({ payer, revenue, apps }) => [payer, revenue, apps])).toEqual([
    ['t1Card', '5.00000001', 1],
    ['t1Ann', '1.00000000', 0],
    ['t1Ben', '1.00000000', 1]
  ]);
  expect(await reads.sum({ query: { type: ['git'] } })).toMatchObject({ payments: 1, revenue: '1.00000000' });
  expect((await reads.payer({ params: { address: 't1Ann' } })).topApps).toEqual([]);
});
