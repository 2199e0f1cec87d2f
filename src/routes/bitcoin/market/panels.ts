/** What coins cost, as panels: those that can be shown, and those that say why not. */
import { market, type Coin } from '$lib/contract/markets/market';
import type { Answer } from '$lib/contract/kit/endpoint';
import { plainText } from '$lib/ui/chart/data';
import { changeText, countText, exactPriceText, UNKNOWN, usdText } from '$lib/ui/format/format';
import { marketPanel, worthText, type MarketPanel } from '$lib/ui/markets/market-panel';

type Told = Answer<typeof market>;

const API = '/api/bitcoin/market';

export async function marketPanels(ask: App.Locals['ask']): Promise<MarketPanel[]> {
  const told = await ask(market, {});
  return [
    pricePanel(told.price),
    coinsPanel('top-coins', 'Largest coins', told.topCoins),
    coinsPanel('depin', 'Peers of Flux (DePIN)', told.depin, missingText(told.depin.missing)),
    worthPanel('companies', 'Companies', told.companies),
    worthPanel('commodities', 'Commodities', told.commodities)
  ];
}

function pricePanel({ USD, EUR, JPY, source, ...head }: Told['price']): MarketPanel {
  const whole = (price: number | null) => (price === null ? UNKNOWN : countText(Math.round(price)));
  return marketPanel(head, {
    id: 'price',
    title: head.stale ? 'Price of a bitcoin, not of now' : 'Price of a bitcoin',
    note: source === null ? '' : `Told by ${source}.`,
    figures: [
      { label: 'USD', text: USD === null ? UNKNOWN : usdText(plainText(USD)) },
      { label: 'EUR', text: whole(EUR) },
      { label: 'JPY', text: whole(JPY) }
    ],
    api: API
  });
}

function coinsPanel(
  id: string,
  title: string,
  { coins, source, ...head }: Pick<Told['topCoins'], 'coins' | 'source' | 'status' | 'reason' | 'asOf' | 'stale'>,
  more = ''
): MarketPanel {
  return marketPanel(head, {
    id,
    title,
    note: [source === null ? '' : `Data by ${source}.`, more].filter(Boolean).join(' '),
    columns: [
      { text: 'Coin' },
      { text: 'Price', isNumber: true },
      { text: 'Market cap', isNumber: true },
      { text: '24 h', isNumber: true },
      { text: '7 days', isNumber: true },
      { text: '30 days', isNumber: true }
    ],
    rows: coins.map((coin) => ({
      cells: [
        `${coin.name} (${coin.symbol})`,
        price(coin),
        worthText(coin.marketCapUsd),
        changeText(coin.change24h),
        changeText(coin.change7d),
        changeText(coin.change30d)
      ]
    })),
    shown: 20,
    api: API
  });
}

function missingText(missing: readonly string[]): string {
  return missing.length === 0 ? '' : `Not told: ${missing.join(', ')}.`;
}

function price({ priceUsd }: Coin): string {
  if (priceUsd === null || priceUsd <= 0) return UNKNOWN;
  const text = plainText(priceUsd);
  return priceUsd >= 1 ? usdText(text) : exactPriceText(text);
}

function worthPanel(id: string, title: string, { rows, source, listedOn, ...head }: Told['companies']): MarketPanel {
  return marketPanel(head, {
    id,
    title,
    note: source === null ? '' : `As of ${listedOn ?? UNKNOWN}, by ${source}.`,
    columns: [{ text: title }, { text: 'Worth', isNumber: true }],
    rows: rows.map(({ name, symbol, marketCapUsd }) => ({
      cells: [symbol === null ? name : `${name} (${symbol})`, worthText(marketCapUsd)]
    })),
    shown: 20,
    api: API
  });
}
