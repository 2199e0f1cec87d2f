/** The story's figures with a meaning: what is read for them, what is kept of a day. */
import type { Store } from '../../lib/server/platform/store/store.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import { leaseOf, NOON } from '../support/factories.ts';
import { dayOf } from './payments.ts';
import type { Ask } from './story.ts';

export async function tellInsights(store: Store, ask: Ask): Promise<void> {
  const span = { start: dayOf(40), end: dayOf(0) };
  const names = keySet(['shop', 'Shop', 'new', 'app3', 'app4', 'Ärger', 'missing']);
  for (const name of ['apps_now', 'places_now', 'nodes_now', 'revenue_months', 'message_state'] as const)
    await ask(name, {});
  await ask('registrations_of', { names });
  await ask('newest_messages_of', { names });
  await ask('newest_messages_of', { names: {} });
  for (const days of [span, { start: dayOf(20), end: dayOf(10) }]) {
    await ask('revenue_of_apps', days);
    await ask('revenue_of_payers', days);
    await ask('revenue_of_sources', days);
    await ask('bought_on_days', days);
  }
  for (const app_name of Object.keys(names)) await ask('message_orders', { app_name });
  const [slice] = [await ask('message_terms', { after: '', limit: 3 })];
  await ask('message_terms', { after: slice.at(-1)?.hash ?? '', limit: 1_000 });

  const lease = await leaseOf(store, 'snapshots');
  const part = (figure: string, name: string, value: number, date = dayOf(1)) => ({ date, figure, part: name, value });
  await ask('store_insight_days', {
    ...lease,
    rows: [part('fill', 'running', 9_007_199_254_740_991), part('fill', 'ordered', 7), part('Demand', 'EU.cores', 0)]
  });
  // What a day has stays as it is, a figure that is new to it is added.
  await ask('store_insight_days', {
    ...lease,
    rows: [
      part('fill', 'running', 1),
      part('fill', 'known', 1),
      part('expired', 'apps', 2),
      part('fill', 'ordered', 8, dayOf(0))
    ]
  });
  await ask('insight_figures_of', { date: dayOf(1) });
  await ask('insight_figures_of', { date: dayOf(2) });
  await ask('insight_days_between', { figure: 'fill', ...span });
  await ask('insight_days_between', { figure: 'demand', ...span });

  const insights = await leaseOf(store, 'insights');
  const coinbase = { height: 3_141_500, block_hash: 'b1', block_time: NOON, outputs: '[["t1A","90000000"]]' };
  await ask('store_coinbase', { ...insights, ...coinbase });
  await ask('store_coinbase', { ...insights, ...coinbase, block_hash: 'b2' });
  await ask('store_coinbase', { ...insights, ...coinbase, height: 3_141_400 });
  await ask('newest_coinbases', { limit: 1 });
  await ask('newest_coinbases', { limit: 9 });
}
