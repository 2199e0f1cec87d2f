import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaseOf, NOON, plant, payment, TRACKED, txidOf } from '../../../../../tests/support/factories.ts';
import { legacyFile } from '../../../../../tests/support/legacy-backup.ts';
import { defaultPayers } from '../../../../domain/payments/payments.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { scaled } from './exact.ts';
import { readPayments, storePayments } from './payments.ts';
import { createFindings } from './report.ts';

const rules = { ...defaultPayers, tracked: new Set([TRACKED]) };
const HEIGHT = 2_400_000;
/** Of 2026-03-07 00:41:55 UTC; the original's `date` is of another clock. */
const row = {
  id: 1,
  txid: txidOf(1),
  address: TRACKED,
  from_address: 't1Buyer',
  amount: 1.65388268,
  amount_usd: 0.1,
  block_height: HEIGHT,
  timestamp: 1_772_844_115,
  date: '2026-01-01',
  app_name: 'shop',
  app_type: 'git'
};

let store: Store;
beforeEach(async () => {
  store = await openSqlite(':memory:');
});
afterEach(() => store.close());

it('takes every amount of whole satoshi exactly from its float', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (sat) => {
      expect(scaled(Number(sat) / 1e8, 8)).toBe(sat);
    })
  );
});

describe('a payment of the original', () => {
  it('is unsettled, of the day of its block, from whom and for what the original says', async () => {
    const { stored, report } = await take([
      row,
      { ...row, txid: txidOf(2), amount: 1e-8, from_address: 't1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY', app_name: null },
      { ...row, txid: txidOf(3), amount: 0.1 + 0.2, from_address: 'Unknown', timestamp: `${row.timestamp * 1_000}` }
    ]);
    expect([stored, report]).toMatchObject([3, { impossible: [], refused: [], leftOut: [] }]);
    const rows = await payments();
    const shared = { block_height: HEIGHT, settled: 0, message_hash: null, date: dayOf(row.timestamp) };
    expect(Object.fromEntries(rows.map((each) => [each.txid, each]))).toMatchObject({
      [txidOf(1)]: { ...shared, amount_sat: '165388268', from_address: 't1Buyer', app_name: 'shop', app_type: 'git' },
      [txidOf(2)]: { ...shared, amount_sat: '1', source: 'team', app_name: null },
      [txidOf(3)]: { ...shared, amount_sat: '30000000', source: 'other', from_address: 'Unknown' }
    });
    expect(shared.date).toBe('2026-03-07');
    expect(await store.query('rollup_days', {})).toMatchObject([{ payment_count: 3, amount_sat: '195388269' }]);
  });
  it('is left out and listed where it can be none', async () => {
    const odd = (seed: number, over: object) => ({ ...row, txid: txidOf(seed), ...over });
    const { stored, report } = await take([
      row,
      { ...row, amount: 2 },
      odd(4, { amount: -1 }),
      odd(5, { amount: 0 }),
      odd(6, { amount: 'NaN' }),
      odd(7, { block_height: null }),
      odd(8, { timestamp: 0 }),
      odd(9, { timestamp: NOON * 2 }),
      odd(10, { block_height: 9_000_000 }),
      odd(11, { address: 't1SomebodyElse' }),
      odd(12, { from_address: TRACKED }),
      odd(13, { from_address: 't1Mzja9iJcEYeW5B4m4s1tJG8M42odFZ16A', amount: 0.02 }),
      odd(14, { txid: 'short' }),
      odd(15, { address: null, from_address: null }),
      odd(16, { app_type: 'java', instances: 3 })
    ]);
    const told = (reason: string, rows: number, first: string) => ({
      reason: `revenue_transactions: ${reason}`,
      rows,
      first
    });
    expect(report).toEqual({
      rows: {},
      impossible: [{ column: 'app_type', days: 1, first: '2026-03-07', value: 'java' }],
      refused: [
        told('the transaction is there twice', 1, txidOf(1)),
        told('an amount that cannot be', 3, txidOf(4)),
        told('a block height that cannot be', 1, txidOf(7)),
        told('a time that cannot be', 2, txidOf(8)),
        told('a time that its block cannot have had', 1, txidOf(10)),
        told('no revenue of the tracked addresses', 3, txidOf(11)),
        told('no transaction id', 1, 'short'),
        told('no address', 1, txidOf(15))
      ],
      leftOut: ['instances']
    });
    expect(stored).toBe(2);
    expect((await payments()).map(({ app_type }) => app_type).sort()).toEqual(['git', null]);
  });
  it('is worth what the close of its day says, or nobody knows', async () => {
    const closes = { [dayOf(row.timestamp)]: { price_e8: '20000000', source: 'imported' as const } };
    await store.query('store_closes', { ...(await leaseOf(store, 'prices')), closes, status: {}, now: NOON });
    await take([row, { ...row, txid: txidOf(2), timestamp: row.timestamp - 86_400 }]);
    const values = (await payments()).map(({ txid, usd_micros, price_source }) => [txid, usd_micros, price_source]);
    expect(values.sort()).toEqual(
      [
        [txidOf(1), '330777', 'close'],
        [txidOf(2), null, null]
      ].sort()
    );
  });
});

it('replaces what an earlier import stored', async () => {
  await take([row, { ...row, txid: txidOf(2) }]);
  await take([
    { ...row, amount: 3 },
    { ...row, txid: txidOf(3) }
  ]);
  expect((await payments()).map(({ txid, amount_sat }) => [txid, amount_sat]).sort()).toEqual(
    [
      [txidOf(1), '300000000'],
      [txidOf(3), '165388268']
    ].sort()
  );
  expect(await store.query('rollup_days', {})).toMatchObject([{ payment_count: 2, amount_sat: '465388268' }]);
});

it('adds nothing to a ledger that the chain has been read into', async () => {
  await plant(store, { payments: [payment()] });
  const before = await payments();
  expect(await take([row])).toMatchObject({ stored: 0 });
  expect(await payments()).toEqual(before);
});

async function take(rows: object[]) {
  const findings = createFindings();
  const read = await readPayments(legacyFile('revenue_transactions', rows), { rules, now: NOON, findings });
  const run = { lease: await leaseOf(store), signal: new AbortController().signal, progress: () => undefined };
  const deps = { store, now: () => NOON, log: pino({ level: 'silent' }) };
  return { stored: await storePayments(deps, run, read), report: findings.report({}) };
}

const payments = () => store.query('payments_in_range', { from_key: '0', to_key: '9007199254740991' });
const dayOf = (time: number) => new Date(time * 1_000).toISOString().slice(0, 10);
