import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { keyed, NOON, payment } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import type { PaymentRow } from '../../../platform/store/rows.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { BadRequest } from '../../../platform/errors.ts';
import type { PageQuery } from './selection.ts';

const DAY = 86_400;
afterEach(closeReads);

const sources = ['team', 'fiat', 'other'] as const;
const types = ['git', 'docker', 'fluxdrive', 'unregistered', null] as const;
/** 400 payments over 40 days and about as many ranges of blocks; equal amounts are common. */
const payments = keyed(
  Array.from({ length: 400 }, (_, at) =>
    payment({
      block_time: NOON - 40 * DAY + at * 8_640,
      block_height: 2_000_000 + at * 100,
      from_address: `t1Payer${at % 7}`,
      amount_sat: String((1 + (at % 23)) * 50_000_000),
      usd_micros: at % 5 === 0 ? null : String(at * 1_000),
      price_source: at % 5 === 0 ? null : 'close',
      app_name: at % 4 === 3 ? null : `app${at % 9}`,
      app_type: types[at % 5]!,
      source: sources[at % 3]!
    })
  )
);

const flux = fc.constantFrom('0', '0.5', '3', '11.5', '12');
const day = fc.constantFrom('2026-02-06', '2026-02-20', '2026-03-10', '2026-03-18');
const selections = fc.record(
  {
    type: fc.subarray(['git', 'docker', 'unregistered', 'none'] as const, { minLength: 1 }),
    source: fc.subarray([...sources], { minLength: 1 }),
    payer: fc.constantFrom('t1Payer3', 't1Nobody'),
    appName: fc.constantFrom('app2', 'app5'),
    search: fc.constantFrom('app', 'payer3', '1.50', '2026-03'),
    start_date: day,
    end_date: day,
    min_amount: flux,
    max_amount: flux
  },
  { requiredKeys: [] }
);
const orders = fc.record({
  sort: fc.constantFrom('time' as const, 'amount' as const),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  page: fc.constantFrom(1, 2, 9),
  limit: fc.constantFrom(7, 60)
});

describe('a page and the sums of a selection', () => {
  it('are those of a look at every payment', async () => {
    const { reads } = await openReads({ payments });
    await fc.assert(
      fc.asyncProperty(selections, orders, async (selection, order) => {
        const query: PageQuery = { ...selection, ...order };
        if (isContrary(query)) {
          await expect(reads.transactions({ query })).rejects.toThrow(BadRequest);
          return;
        }
        const expected = ordered(payments.filter(fits(query)), query);
        const skip = (query.page - 1) * query.limit;
        const answer = await reads.transactions({ query });
        expect(answer.transactions.map(({ txid }) => txid)).toEqual(
          expected.slice(skip, skip + query.limit).map(({ txid }) => txid)
        );
        expect(answer).toMatchObject({ total: expected.length, totalIsLowerBound: false });
        const priced = expected.filter(({ usd_micros }) => usd_micros !== null);
        expect(await reads.sum({ query: selection })).toMatchObject({
          payments: expected.length,
          revenue: formatFlux(expected.reduce((sum, { amount_sat }) => sum + BigInt(amount_sat), 0n)),
          pricedCount: priced.length,
          isLowerBound: false
        });
      }),
      { numRuns: 300 }
    );
  });
  it('know the dollars of those that have a price, and do not call the others 0', async () => {
    const { reads } = await openReads({
      payments: [
        payment({ app_type: 'git', usd_micros: '1500000' }),
        payment({ app_type: 'git', usd_micros: null, price_source: null }),
        payment({ app_type: 'docker', usd_micros: null, price_source: null })
      ]
    });
    expect(await reads.sum({ query: { type: ['git'] } })).toMatchObject({
      revenueUsd: '1.50',
      payments: 2,
      pricedCount: 1
    });
    expect(await reads.sum({ query: { type: ['docker'] } })).toMatchObject({
      revenueUsd: null,
      payments: 1,
      pricedCount: 0
    });
    expect(await reads.sum({ query: { type: ['none'] } })).toMatchObject({ revenueUsd: '0.00', payments: 0 });
  });
});

it('shows every page of days and kinds, however deep, each payment once', async () => {
  const { reads } = await openReads({ payments });
  for (const order of ['asc', 'desc'] as const) {
    const query = { type: ['git', 'docker'], order, limit: 13 } as const;
    const expected = ordered(payments.filter(fits({ ...query, type: [...query.type], page: 1 })), { order });
    const seen: string[] = [];
    for (let page = 1; page <= Math.ceil(expected.length / 13); page++) {
      const answer = await reads.transactions({ query: { ...query, type: [...query.type], page } });
      seen.push(...answer.transactions.map(({ txid }) => txid));
    }
    expect(seen).toEqual(expected.map(({ txid }) => txid));
  }
});

it('says that a number is a lower bound where it looked no further', async () => {
  const many = Array.from({ length: 5_200 }, (_, at) =>
    payment({ block_height: 2_000_000 + at, from_address: 't1Big', app_type: at % 2 === 0 ? 'git' : 'docker' })
  );
  const { reads } = await openReads({ payments: many });
  const narrow = { payer: 't1Big', type: ['git' as const] };
  expect(await reads.sum({ query: narrow })).toMatchObject({ payments: 2_500, isLowerBound: true });
  expect(await reads.transactions({ query: { ...narrow, page: 1, limit: 10 } })).toMatchObject({
    total: 2_500,
    totalIsLowerBound: true
  });
  // All of a payer is in a roll-up.
  expect(await reads.sum({ query: { payer: 't1Big' } })).toMatchObject({ payments: 5_200, isLowerBound: false });
  expect(await reads.transactions({ query: { payer: 't1Big', page: 1, limit: 10 } })).toMatchObject({
    total: 5_200,
    totalIsLowerBound: false
  });
});

it('knows no sum before anything was read', async () => {
  const { reads } = await openReads(null);
  expect(await reads.sum({ query: {} })).toMatchObject({ payments: null, revenue: null, revenueUsd: null });
});

function isContrary({ start_date = '0', end_date = '9', min_amount = '0', max_amount = '99' }: PageQuery): boolean {
  return start_date > end_date || Number(min_amount) > Number(max_amount);
}

function fits(query: PageQuery) {
  return (row: PaymentRow): boolean => {
    const sat = BigInt(row.amount_sat);
    const bound = (text: string) => BigInt(Math.round(Number(text) * 1e8));
    const haystack = [row.txid, row.from_address, row.app_name ?? '', formatFlux(sat), row.date, row.address];
    return (
      (query.type ?? ['none', ...types]).includes(row.app_type ?? 'none') &&
      (query.source ?? sources).includes(row.source) &&
      (query.payer ?? row.from_address) === row.from_address &&
      (query.appName === undefined || query.appName === row.app_name) &&
      (query.start_date ?? '0') <= row.date &&
      row.date <= (query.end_date ?? '9') &&
      bound(query.min_amount ?? '0') <= sat &&
      sat <= bound(query.max_amount ?? '1000') &&
      (query.search === undefined || haystack.some((text) => text.toLowerCase().includes(query.search ?? '')))
    );
  };
}

function ordered(
  rows: PaymentRow[],
  { sort = 'time', order = 'desc' }: Pick<PageQuery, 'sort' | 'order'>
): PaymentRow[] {
  const placeOf = (row: PaymentRow) => [sort === 'amount' ? BigInt(row.amount_sat) : 0n, BigInt(row.sort_key)] as const;
  const up = rows.toSorted((a, b) => {
    const [amountA, keyA] = placeOf(a);
    const [amountB, keyB] = placeOf(b);
    const difference = amountA === amountB ? keyA - keyB : amountA - amountB;
    return difference < 0n ? -1 : 1;
  });
  return order === 'asc' ? up : up.reverse();
}
