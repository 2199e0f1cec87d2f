import { afterEach, expect, it } from 'vitest';
import { payment, txidOf } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import { createContext } from '../../ledger/read/context.ts';
import type { Store } from '../../../platform/store/store.ts';
import { makeReady } from './ready.ts';
import { readCohorts } from './cohorts.ts';
import { readPayers } from './payers.ts';

afterEach(closeReads);

it('reads months and messages before the first question, which then reads neither again', async () => {
  const { context, asked } = await setup({ complete: true });
  await makeReady(context);
  expect(asked).toContain('revenue_of_payers');
  expect(asked).toContain('message_terms');
  asked.length = 0;
  await Promise.all([readPayers(context), readCohorts(context)]);
  expect(asked.filter((name) => ['revenue_of_payers', 'bought_on_days', 'message_terms'].includes(name))).toEqual([]);
});

it('leaves a first sync alone', async () => {
  const { context, asked } = await setup({ complete: false });
  await makeReady(context);
  expect(asked).not.toContain('bought_on_days');
});

async function setup({ complete }: { complete: boolean }) {
  const { store, clock } = await openReads({ complete, payments: [payment({ txid: txidOf(1) })] });
  const asked: string[] = [];
  const watched: Store = {
    ...store,
    query: (name, args) => {
      asked.push(name);
      return store.query(name, args);
    }
  };
  const now = () => clock.now;
  const intervals = { revenueIntervalSeconds: 60, censusIntervalSeconds: 600 };
  return { asked, context: createContext({ store: watched, now, dataVersion: () => 0, ...intervals }) };
}
