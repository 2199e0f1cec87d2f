/** CoinGecko's lists: coins by market cap, coins by id, who is said to hold bitcoins; figures that it does not know are null. */
import { json, type Ask, type Reply } from '../serve/messages.ts';
import type { Market } from '../prices/market.ts';
import type { BitcoinMarket } from './bitcoin-market.ts';

interface Markets {
  bitcoin: BitcoinMarket;
  flux: Market;
}

/** Made up, but for their names: id, symbol, name, USD, billions of market cap. */
const others: [string, string, string, number, number][] = [
  ['ethereum', 'eth', 'Ethereum', 3_400, 410],
  ['tether', 'usdt', 'Tether', 1, 180],
  ['solana', 'sol', 'Solana', 160, 88],
  ['filecoin', 'fil', 'Filecoin', 1.9, 1.3],
  ['render-token', 'render', 'Render', 2.6, 1.35],
  ['akash-network', 'akt', 'Akash Network', 0.71, 0.19],
  ['arweave', 'ar', 'Arweave', 5.2, 0.34],
  ['helium', 'hnt', 'Helium', 2.3, 0.43]
];

/** null: another question. */
export function answerCoins({ bitcoin, flux }: Markets, ask: Ask): Reply | null {
  const path = ask.segments.join('/');
  if (path === 'api/v3/simple/price' && ask.query.get('ids') === 'bitcoin') {
    const [usd, eur, jpy] = (['USD', 'EUR', 'JPY'] as const).map((one) => bitcoin.livePrice(one));
    return json({ bitcoin: { usd, eur, jpy, last_updated_at: bitcoin.now() - 20 } });
  }
  if (path === 'api/v3/coins/markets') return json(coins({ bitcoin, flux }, ask.query));
  if (path === 'api/v3/companies/public_treasury/bitcoin') return json({ companies, ...totals });
  if (path === 'api/v3/governments/public_treasury/bitcoin') return json({ governments, ...totals });
  return null;
}

function coins({ bitcoin, flux }: Markets, query: URLSearchParams): object[] {
  const updated = new Date((bitcoin.now() - 45) * 1_000).toISOString();
  const row = ([id, symbol, name, price, billions]: (typeof others)[number]) => ({
    id,
    symbol,
    name,
    image: `https://coin-images.example/${id}.png`,
    current_price: price,
    market_cap: billions * 1e9,
    total_volume: billions * 4e7,
    price_change_percentage_24h: id === 'helium' ? null : Math.round((price % 7) * 100 - 300) / 100,
    price_change_percentage_7d_in_currency: id === 'helium' ? null : Math.round((price % 11) * 100 - 500) / 100,
    price_change_percentage_30d_in_currency: null,
    last_updated: updated
  });
  const all = [
    row(['bitcoin', 'btc', 'Bitcoin', bitcoin.livePrice('USD'), 1_900]),
    ...others.map(row),
    row(['zelcash', 'flux', 'Flux', flux.livePrice(), flux.livePrice() * 0.42])
  ].sort((a, b) => b.market_cap - a.market_cap);
  const ranked = all.map((coin, at) => ({ ...coin, market_cap_rank: coin.id === 'zelcash' ? 812 : at + 1 }));
  const ids = query.get('ids')?.split(',');
  return ranked.filter(({ id }) => ids?.includes(id) ?? true).slice(0, Number(query.get('per_page') ?? 100));
}

const totals = { total_holdings: 1_260_000, total_value_usd: 1.2e11, market_cap_dominance: 6.1 };
const holder = (name: string, country: string, total_holdings: number, total_entry_value_usd: number) => ({
  name,
  symbol: `${name.slice(0, 4).toUpperCase()}.US`,
  country,
  total_holdings,
  total_entry_value_usd,
  total_current_value_usd: total_holdings * 94_000,
  percentage_of_total_supply: total_holdings / 210_000
});
/** Companies and states of a world of its own. 0: not known what was paid. */
const companies = [
  holder('Example Holdings', 'US', 640_031, 4.74e10),
  holder('Sample Mining', 'US', 53_250, 0),
  holder('Beispiel AG', 'DE', 3_605, 7.3e7)
];
const governments = [holder('Freedonia', 'FD', 198_012, 0), holder('Sylvania', 'SY', 6_300, 3e8)];
