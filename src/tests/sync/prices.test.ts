import { afterEach, expect, it } from 'vitest';
import { usdMicros } from '../../lib/domain/money/money.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from '../support/factories.ts';
import { startIndexer, type Indexer } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it('a close that changes while its day is being revalued reaches the payments all the same', async () => {
  indexer = await startIndexer({ payments: 200 });
  await indexer.sync();
  const [{ txid, date } = { txid: '', date: '' }] = await indexer.payments();
  await storeClose(date, 10_000_000n);
  indexer.deps.store = beforeDaysAreDone(() => storeClose(date, 30_000_000n));
  await indexer.sync();
  indexer.deps.store = indexer.store;
  await indexer.sync();
  const payment = (await indexer.payments()).find((row) => row.txid === txid);
  expect(payment?.usd_micros).toBe(String(usdMicros(BigInt(payment?.amount_sat ?? 0), 30_000_000n)));
  expect(await indexer.store.query('days_to_revalue', {})).toEqual([]);
});

/** As the price job does, which runs beside the sync. */
async function storeClose(date: string, priceE8: bigint): Promise<void> {
  const lease = await leaseOf(indexer.store, 'prices');
  const closes = { [date]: { price_e8: String(priceE8), source: 'imported' as const } };
  await indexer.store.query('store_closes', { ...lease, closes, status: {}, now: 1 });
}

/** The store, with something that happens once, right before a write says which days are valued. */
function beforeDaysAreDone(happen: () => Promise<void>): Store {
  const { store } = indexer;
  let isOver = false;
  return {
    ...store,
    async query(name, args) {
      if (!isOver && 'priced' in args && Object.keys(args.priced).length > 0) {
        isOver = true;
        await happen();
      }
      return store.query(name, args);
    }
  };
}
