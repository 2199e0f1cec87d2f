/** What the summary says of dollars where some payments have no price. */
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../support/api.ts';
import { NOON, payment } from '../support/factories.ts';
import { plantSubscription } from '../support/plant-subscription.ts';

afterEach(stopApis);

it('knows no dollars where nothing has a price', async () => {
  const { get, store } = await startApi({ planted: { payments: [payment()] } });
  await plantSubscription(store, { deposit_usd: null });
  expect(await (await get('/api/subscriptions/summary')).json()).toMatchObject({
    active: 1,
    deferred: '44.00000000',
    deferredUsd: null,
    accruedTodayUsd: null,
    pricedCount: 0
  });
});

it('says of how much of what was broken the dollars are known', async () => {
  const { get, store, state } = await startApi({ planted: { payments: [payment()] } });
  const summary = async () => (await (await get('/api/subscriptions/summary')).json()) as unknown;
  const id = (name: string) => `${name}:`;
  const broken = { outcome: 'underpaid', app_name: null, deposit_sat: '100', left_sat: '100' } as const;
  await plantSubscription(store, { ...broken, id: id('a'), deposit_usd: '7000000' });
  expect(await summary()).toMatchObject({ breakageUsd: '7.00', breakageCoverage: null });
  await plantSubscription(store, { ...broken, id: id('b'), deposit_usd: null });
  await plantSubscription(store, {
    ...{
      id: id('c'),
      deposit_usd: null,
      stop_height: 2_090_000,
      stop_time: NOON - 9,
      stop_reason: 'cancelled_by_owner'
    },
    left_sat: '5'
  });
  state.version++;
  expect(await summary()).toMatchObject({
    breakageUsd: '7.00',
    breakageCoverage: { known: 1, total: 3, unit: 'payments' }
  });
});
