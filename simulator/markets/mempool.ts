/** Prices and addresses as the public REST of mempool.space tells them: -1 for unknown, the history newest first and uneven. */
import { createHash } from 'node:crypto';
import { daySeconds } from '../clock.ts';
import { json, notFound, type Ask, type Reply } from '../serve/messages.ts';
import { currencies, firstDaily, firstDay, type BitcoinMarket } from './bitcoin-market.ts';

const weekSeconds = 7 * daySeconds;
/** So far back the history has a row each hour. */
const hourlyDays = 30;

export function answerMempool(market: BitcoinMarket, ask: Ask): Reply {
  const path = ask.segments.join('/');
  if (path === 'api/v1/prices') return json(livePrices(market));
  if (path === 'api/v1/historical-price') return history(market, ask.query);
  const [, kind, address] = ask.segments;
  if (ask.segments.length === 3 && kind === 'address' && address !== undefined) return balance(address);
  return notFound(ask.path);
}

function livePrices(market: BitcoinMarket): object {
  const [usd, eur, jpy] = currencies.map((currency) => Math.round(market.livePrice(currency)));
  // Kept every few minutes.
  return { time: market.now() - 90, USD: usd, EUR: eur, GBP: -1, CAD: -1, CHF: -1, AUD: -1, JPY: jpy };
}

interface Row {
  time: number;
  /** Of when the price in it is: the end of the candle, for those of weeks. */
  pricedAt: number;
}

/** Ascending. */
function rowsOf(market: BitcoinMarket): Row[] {
  const rows: Row[] = [];
  const daily = firstDaily * daySeconds;
  for (let time = firstDay * daySeconds; time + weekSeconds <= daily; time += weekSeconds) {
    rows.push({ time, pricedAt: time + weekSeconds });
  }
  const hourly = (market.today() - hourlyDays) * daySeconds;
  for (let time = daily; time < hourly; time += daySeconds) {
    if (market.isInHistory(time / daySeconds - 1)) rows.push({ time, pricedAt: time });
  }
  for (let time = hourly; time <= market.now(); time += 3_600) rows.push({ time, pricedAt: time });
  return rows;
}

function history(market: BitcoinMarket, query: URLSearchParams): Reply {
  const currency = query.get('currency');
  const wanted = currencies.filter((one) => currency === null || one === currency);
  const before = query.get('timestamp');
  const rows = rowsOf(market);
  const chosen = before === null ? rows.toReversed() : rows.filter(({ time }) => time < Number(before)).slice(-1);
  const prices = chosen.map(({ time, pricedAt }) => ({
    time,
    ...Object.fromEntries(wanted.map((one) => [one, written(market.priceAt(pricedAt, one))]))
  }));
  return json({ prices, exchangeRates: { USDEUR: 0.92, USDGBP: 0.79, USDJPY: 148 } });
}

/** Whole units of today's prices, cents of old ones. */
function written(price: number | null): number {
  if (price === null) return -1;
  return price > 1_000 ? Math.round(price) : Math.round(price * 100) / 100;
}

/** The same for ever: what an address holds follows from its text. */
function balance(address: string): Reply {
  if (!/^(bc1[02-9ac-hj-np-z]{6,87}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/.test(address)) {
    return { ...notFound(address), status: 400 };
  }
  const funded = createHash('sha256').update(address).digest().readUInt32BE() * 1_000;
  const chain_stats = {
    funded_txo_count: 12,
    funded_txo_sum: funded,
    spent_txo_count: 4,
    spent_txo_sum: Math.floor(funded / 4),
    tx_count: 14
  };
  const mempool_stats = { funded_txo_count: 0, funded_txo_sum: 0, spent_txo_count: 0, spent_txo_sum: 0, tx_count: 0 };
  return json({ address, chain_stats, mempool_stats });
}
