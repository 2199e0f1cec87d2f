/**
 * Searches of a ledger with more names than a small one has, on every engine: however an engine finds the payments of many
 * apps, they are the newest ones, and all of them are counted.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, type EngineUnderTest } from '../../../../tests/support/engines.ts';
import { keyed, leaseOf, noPayments, payment, plainSearch, plant } from '../../../../tests/support/factories.ts';
import { needleOf } from '../../modules/ledger/read/search.ts';
import { keySet, type PaymentRow } from './rows.ts';
import type { Store } from './store.ts';

const STARTING_MS = 120_000;
const OLDER = 2_500;
const NEWER = 4_500;
const BATCH = 1_000;

/** Each app is paid for once: those named `old...` first, then those named `new...`; one in ten by a payer `t1Shop...`. */
const ledger = keyed(
  Array.from({ length: OLDER + NEWER }, (_, at) => {
    const payer = at % 10 === 0 ? `t1Shop${at % 70}` : `t1Buyer${at % 7}`;
    return payment({
      block_height: 2_000_000 + Math.floor(at / 2),
      app_name: at < OLDER ? `oldShop${at}` : `newWeb${at}`,
      from_address: payer,
      source: at % 3 === 0 ? 'fiat' : 'other'
    });
  })
);
const newestFirst = ledger.toReversed();

describeEngines((start) => {
  let engine: EngineUnderTest;
  let store: Store;
  beforeAll(async () => {
    engine = await start();
    store = await engine.fresh();
    for (let from = 0; from < ledger.length; from += BATCH) {
      await plant(store, { payments: ledger.slice(from, from + BATCH) });
    }
  }, STARTING_MS);
  afterAll(() => engine.close());

  it.each([
    ['apps among the newest payments', 'newweb', 0, 1],
    ['apps that nobody has paid for since', 'oldshop', 0, 1],
    ['a later page of them', 'oldshop', 40, 20],
    ['the last page', 'oldshop', OLDER - 5, 10],
    ['past the last page', 'oldshop', OLDER + 5, 10],
    ['one app', 'newweb3001', 0, 10],
    ['payers and apps', 'shop', 0, 50],
    ['one payer', 't1shop60', 0, 50],
    ['a name that is nobody’s', 't1shop61', 0, 50]
  ])('counts and shows payments by a name: %s', async (_, text, skip, limit) => {
    const expected = withName(text, newestFirst);
    expect(await search(text, { skip, limit })).toEqual({
      total: expected.length,
      txids: txidsOf(expected.slice(skip, skip + limit))
    });
  });

  it('counts up to the cap and no further', async () => {
    const found = await search('newweb', { cap: 100 });
    expect(found).toEqual({ total: 100, txids: txidsOf(withName('newweb', newestFirst).slice(0, 50)) });
  });

  it('keeps to the sources asked for', async () => {
    for (const text of ['newweb', 'oldshop', 'shop', 't1shop']) {
      const expected = withName(text, newestFirst).filter(({ source }) => source === 'fiat');
      expect(await search(text, { sources: { fiat: 1 }, limit: 2 })).toEqual({
        total: expected.length,
        txids: txidsOf(expected.slice(0, 2))
      });
    }
  });

  it('follows a payment whose app becomes known, one that changes its payer, and one that vanishes', async () => {
    const [first, second, third] = [ledger[10]!, ledger[11]!, ledger[12]!];
    await plant(store, { payments: [{ ...first, app_name: 'lateName' }] });
    await plant(store, { payments: [{ ...second, from_address: 't1Newcomer' }] });
    await remove(third);
    expect(await search('latename')).toEqual({ total: 1, txids: [first.txid] });
    expect(await search(first.app_name!.toLowerCase())).toMatchObject({ total: namesake(first.app_name!) });
    expect(await search('t1newcomer')).toEqual({ total: 1, txids: [second.txid] });
    expect((await search('oldshop')).total).toBe(OLDER - 2);
    await plant(store, { payments: [first, second, third] });
    expect((await search('oldshop')).total).toBe(OLDER);
    expect(await search('t1newcomer')).toEqual({ total: 0, txids: [] });
  });

  async function search(text: string, over: { sources?: object; cap?: number; skip?: number; limit?: number } = {}) {
    const every = { addresses: {}, sources: { team: 1, fiat: 1, other: 1 }, cap: 10_001, skip: 0, limit: 50 } as const;
    const rows = await store.query('search_payments', {
      ...plainSearch,
      ...needleOf(text),
      ...every,
      ...over
    } as never);
    return { total: rows[0]?.total, txids: rows.flatMap(({ txid }) => txid ?? []) };
  }

  async function remove({ txid }: PaymentRow): Promise<void> {
    const gone = keySet([txid]);
    await store.query('store_payments', {
      ...noPayments,
      ...(await leaseOf(store)),
      removed_payments: gone,
      affected: gone
    });
  }
});

function withName(text: string, rows: PaymentRow[]): PaymentRow[] {
  return rows.filter(({ app_name, from_address }) =>
    [app_name ?? '', from_address].some((name) => name.toLowerCase().includes(text))
  );
}

/** Other apps whose names begin with this one. */
function namesake(name: string): number {
  return ledger.filter(({ app_name }) => app_name !== name && app_name!.startsWith(name)).length;
}

const txidsOf = (rows: PaymentRow[]) => rows.map(({ txid }) => txid);
