/** The story's market: closes of two sources, live prices that may be older, lists and balances that replace others. */
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf, NOON } from '../support/factories.ts';
import { dayOf } from './payments.ts';
import type { Ask } from './story.ts';

export async function tellMarkets(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'markets');
  const close = (price_e8: string, source: string) => ({ price_e8, source });
  const store_closes = (closes: Record<string, Record<string, ReturnType<typeof close>>>) =>
    ask('store_market_closes', { ...lease, asset: 'BTC', closes, now: NOON });
  const days = { [dayOf(2)]: close('9007199254740993', 'mempool'), [dayOf(1)]: close('12345678', 'binance') };
  await store_closes({ USD: days, EUR: { [dayOf(2)]: close('1', 'mempool') }, JPY: {} });
  // Candles never replace what the history told; the history replaces candles.
  await store_closes({ USD: { [dayOf(2)]: close('2', 'binance'), [dayOf(1)]: close('3', 'mempool') } });
  for (const currency of ['USD', 'EUR', 'JPY']) await ask('market_closes_of', { asset: 'BTC', currency });

  const live = (price: string, as_of: number) =>
    ask('store_market_prices', {
      ...lease,
      asset: 'BTC',
      prices: { USD: { price_e8: price }, JPY: { price_e8: '9' } },
      source: 'mempool',
      as_of,
      until: NOON
    });
  await live('9007199254740993', NOON - 60);
  await live('5', NOON - 120);
  await ask('market_prices_of', { asset: 'BTC' });
  await live('6', NOON + 7_200);
  await live('7', NOON - 30);
  await ask('market_prices_of', { asset: 'BTC' });

  const list = { ...lease, source: 'coingecko', as_of: NOON };
  await ask('store_market_list', { ...list, name: 'top-coins', body: '[]' });
  await ask('store_market_list', { ...list, name: 'Depin', body: '["Ä"]' });
  await ask('store_market_list', { ...list, name: 'top-coins', body: '[1]', as_of: NOON + 1 });
  await ask('market_lists_all', {});

  const told = { ...lease, source: 'mempool', as_of: NOON };
  const addresses = keySet(['1A', 'bc1q', '3C']);
  const balances = { '1A': { sat: '9007199254740993' }, '3C': { sat: '0' } };
  await ask('store_market_balances', { ...told, addresses, balances });
  await ask('store_market_balances', { ...told, addresses: keySet(['1A', 'bc1q']), balances: { bc1q: { sat: '7' } } });
  await ask('market_balances_all', {});
}
