/** Binance's pairs of bitcoin: candles as text with eight decimals, today's unfinished, days missing. */
import { daySeconds } from '../clock.ts';
import { json, type Ask, type Reply } from '../serve/messages.ts';
import { firstDaily, type BitcoinMarket, type Currency } from './bitcoin-market.ts';

const pairs: Record<string, Currency> = { BTCUSDT: 'USD', BTCEUR: 'EUR', BTCJPY: 'JPY' };

/** null: another pair, or another question. */
export function answerPairs(market: BitcoinMarket, ask: Ask): Reply | null {
  const symbol = ask.query.get('symbol') ?? '';
  const currency = pairs[symbol];
  const path = ask.segments.join('/');
  if (currency === undefined) return null;
  if (path === 'api/v3/ticker/24hr') {
    const closeTime = market.now() * 1_000;
    const lastPrice = market.livePrice(currency).toFixed(8);
    return json({ symbol, lastPrice, openTime: closeTime - daySeconds * 1_000, closeTime, count: 1_234_567 });
  }
  if (path !== 'api/v3/klines' || ask.query.get('interval') !== '1d') return null;
  const numberOf = (name: string, fallback: number) => Number(ask.query.get(name) ?? fallback);
  const dayMs = daySeconds * 1_000;
  const from = Math.max(firstDaily, Math.ceil(numberOf('startTime', 0) / dayMs));
  const to = Math.min(market.today(), Math.floor(numberOf('endTime', market.now() * 1_000) / dayMs));
  const candles: unknown[] = [];
  for (let day = from; day <= to && candles.length < Math.min(1_000, numberOf('limit', 500)); day++) {
    if (market.hasCandle(day)) candles.push(candle(market, day, currency));
  }
  return json(candles);
}

function candle(market: BitcoinMarket, day: number, currency: Currency): unknown[] {
  const open = market.priceAt(day * daySeconds, currency) ?? 0;
  const close = day === market.today() ? market.livePrice(currency) : (market.closeOf(day, currency) ?? 0);
  const prices = [open, Math.max(open, close) * 1.01, Math.min(open, close) * 0.99, close];
  const closeMs = (day + 1) * daySeconds * 1_000 - 1;
  const texts = prices.map((price) => price.toFixed(8));
  return [day * daySeconds * 1_000, ...texts, '1234.56780000', closeMs, '98765432.1', 4_321, '600.0', '4300000.0', '0'];
}
