/** The four price services, each with its own shape and its own errors. */
import { daySeconds } from '../clock.ts';
import { exchangeText, firstDay, type Market } from '../prices/market.ts';
import { json, notFound, type Ask, type Reply } from './messages.ts';

export function answerCoingecko(market: Market, ask: Ask): Reply {
  const path = ask.segments.join('/');
  if (path === 'api/v3/simple/price') {
    const isKnown = (ask.query.get('ids') ?? '').split(',').includes('zelcash');
    const usd = Math.round(market.livePrice() * 1e6) / 1e6;
    const entry = {
      usd,
      usd_market_cap: usd * 4.2e8,
      usd_24h_vol: 3.1e6,
      usd_24h_change: -1.2,
      last_updated_at: market.now()
    };
    if (market.isReshaped()) return json({ zelcash: { prices: { usd }, last_updated_at: market.now() } });
    return json(isKnown ? { zelcash: entry } : {});
  }
  if (path !== 'api/v3/coins/zelcash/market_chart') return json({ error: 'coin not found' }, 404);
  const days = Number(ask.query.get('days'));
  if (!(days > 0)) return json({ error: 'Missing parameter days' }, 422);
  if (days > 365) {
    const error_message =
      'Your request exceeds the allowed time range. Public API users are limited to the past 365 days.';
    return json({ error: { status: { error_code: 10012, error_message } } }, 401);
  }
  const prices = chartTimes(market.now(), ask.query.get('interval') === 'daily' ? 91 : days, days)
    .filter((time) => time % daySeconds !== 0 || market.isOnCoingecko(time / daySeconds - 1))
    .map((time): [number, number] => [time * 1000, market.priceAt(time)]);
  prices.push([market.now() * 1000 + 123, market.livePrice()]);
  const scaled = (factor: number) => prices.map(([time, price]) => [time, price * factor]);
  return json({ prices, market_caps: scaled(4.2e8), total_volumes: scaled(4.3e7) });
}

/** Five minutes apart for a day, hours for three months, else whole days at 00:00. */
function chartTimes(now: number, granularity: number, days: number): number[] {
  const step = granularity <= 1 ? 300 : granularity <= 90 ? 3_600 : daySeconds;
  const times: number[] = [];
  for (let time = Math.ceil((now - days * daySeconds) / step) * step; time <= now; time += step) times.push(time);
  return times;
}

export function answerBinance(market: Market, ask: Ask): Reply {
  const path = ask.segments.join('/');
  if (!['api/v3/ticker/price', 'api/v3/ticker/24hr', 'api/v3/klines'].includes(path)) return notFound(ask.path);
  if (ask.query.get('symbol') !== 'FLUXUSDT') return json({ code: -1121, msg: 'Invalid symbol.' }, 400);
  if (path === 'api/v3/ticker/price') return json({ symbol: 'FLUXUSDT', price: exchangeText(market.exchangePrice()) });
  if (path === 'api/v3/ticker/24hr') return json(dayTicker(market));
  if (ask.query.get('interval') !== '1d') return json({ code: -1120, msg: 'Invalid interval.' }, 400);
  const limit = Math.min(1_000, Number(ask.query.get('limit') ?? 500));
  const start = ask.query.get('startTime');
  const from = start === null ? firstDay : Math.ceil(Number(start) / 1000 / daySeconds);
  const end = ask.query.get('endTime');
  const to = Math.min(market.today(), end === null ? market.today() : Math.floor(Number(end) / 1000 / daySeconds));
  const days: number[] = [];
  for (let day = Math.max(firstDay, from); day <= to; day++) if (market.isOnBinance(day)) days.push(day);
  return json((start === null ? days.slice(-limit) : days.slice(0, limit)).map((day) => candle(market, day)));
}

/** Of a pair that is no longer traded: its last price, and when that was. */
function dayTicker(market: Market): object {
  const lastPrice = exchangeText(market.exchangePrice());
  const closeTime = market.tradedUntil() * 1000;
  return {
    symbol: 'FLUXUSDT',
    lastPrice,
    openTime: closeTime - daySeconds * 1000,
    closeTime,
    count: market.isTraded() ? 4_321 : 0
  };
}

/** Today's candle is unfinished: its close is the price now. */
function candle(market: Market, day: number): unknown[] {
  const open = market.priceAt(day * daySeconds);
  const close = day === market.today() ? market.livePrice() : market.closeOf(day);
  const [high, low] = [Math.max(open, close) * 1.01, Math.min(open, close) * 0.99];
  const prices = [open, high, low, close].map(exchangeText);
  const closeMs = (day + 1) * daySeconds * 1000 - 1;
  return [
    day * daySeconds * 1000,
    ...prices,
    '1234567.80000000',
    closeMs,
    '88888.12000000',
    4_321,
    '600000.0',
    '43000.0',
    '0'
  ];
}

export function answerExplorer(market: Market, ask: Ask): Reply {
  if (ask.segments.join('/') !== 'api/currency') return notFound(ask.path);
  const rate = Math.round(market.livePrice() * 1e4) / 1e4;
  return json({ status: 200, data: { rate, short: 'FLUX' } });
}

/** With status 200. */
const overTheLimit = {
  Response: 'Error',
  Message: 'You are over your rate limit please upgrade your account!',
  HasWarning: false,
  Type: 99,
  RateLimit: {
    calls_made: { second: 1, minute: 51, hour: 51, day: 51, month: 51 },
    max_calls: { second: 20, minute: 50, hour: 3_000, day: 7_500, month: 50_000 }
  },
  Data: {}
};

export function answerCryptocompare(market: Market, ask: Ask): Reply {
  const authorization = ask.headers['authorization'];
  const hasKey = typeof authorization === 'string' && /^Apikey .+/.test(authorization);
  if (!hasKey && ask.query.get('api_key') === null) {
    return json(
      { Response: 'Error', Message: 'You need a valid auth key or api key to access this endpoint', Type: 1 },
      401
    );
  }
  if (market.isOverTheLimit()) return json(overTheLimit);
  const path = ask.segments.join('/');
  if (path === 'data/price') return json({ USD: Math.round(market.livePrice() * 1e5) / 1e5 });
  if (path !== 'data/v2/histoday') return notFound(ask.path);
  const today = market.today();
  const limit = Math.min(2_000, Number(ask.query.get('limit') ?? 30));
  const rows = [];
  for (let day = Math.max(firstDay, today - limit); day <= today; day++) {
    if (!market.isOnCoingecko(day)) continue;
    const close = Math.round((day === today ? market.livePrice() : market.closeOf(day)) * 1e5) / 1e5;
    const open = Math.round(market.priceAt(day * daySeconds) * 1e5) / 1e5;
    const [high, low] = [Math.max(open, close), Math.min(open, close)];
    rows.push({ time: day * daySeconds, high, low, open, close, volumefrom: 1e6, volumeto: 7e4 });
  }
  const data = { TimeFrom: rows[0]?.time, TimeTo: rows.at(-1)?.time, Data: rows };
  return json({ Response: 'Success', Message: '', HasWarning: false, Type: 100, Data: data });
}
