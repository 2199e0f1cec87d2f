import { describe, expect, it } from 'vitest';
import { NOW, startPrices as setup } from '../../../../../tests/support/scripted-prices.ts';

describe('live prices', () => {
  it('come from four services in their order, the last only with a key', async () => {
    const { live, server, signal } = await setup((path) => {
      if (path.startsWith('/api/v3/simple/price')) return { zelcash: { usd: 0.0712, last_updated_at: NOW - 60 } };
      if (path.startsWith('/api/v3/ticker')) return ticker('0.07110000', NOW - 1);
      return path === '/api/currency' ? { status: 200, data: { rate: 0.0747, short: 'FLUX' } } : { USD: 0.0713 };
    });
    const prices = [];
    for (const source of live) {
      const { priceE8, at } = await source.price(signal);
      prices.push([source.name, priceE8, at]);
    }
    expect(prices).toEqual([
      ['coingecko', 7_120_000n, NOW - 60],
      ['binance', 7_110_000n, NOW - 1],
      ['explorer', 7_470_000n, NOW],
      ['cryptocompare', 7_130_000n, NOW]
    ]);
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      undefined,
      undefined,
      'Apikey key-of-tests'
    ]);
  });
  it('leave CryptoCompare out without a key', async () => {
    const { live, daily } = await setup(() => ({}), null);
    expect([...live, ...daily].map(({ name }) => name)).toEqual([
      'coingecko',
      'binance',
      'explorer',
      'binance',
      'coingecko'
    ]);
  });
  it('take the explorer’s rate from either place', async () => {
    const { price } = await setup(() => ({ status: 200, currency: 'USD', rate: '0.07' }));
    expect(await price('explorer')).toMatchObject({ priceE8: 7_000_000n });
  });
  it.each([
    ['explorer', { status: 200, data: { rate: 0 } }],
    ['explorer', { status: 200, data: { rate: null } }],
    ['explorer', { status: 200, data: { rate: -0.07 } }],
    ['coingecko', {}],
    ['coingecko', { zelcash: {} }],
    ['coingecko', { zelcash: { usd: 0.07 } }],
    ['binance', { ...ticker('90000.0', NOW), symbol: 'BTCUSDT' }],
    ['binance', ticker('NaN', NOW)],
    ['binance', { symbol: 'FLUXUSDT', price: '0.07' }],
    ['cryptocompare', { EUR: 0.07 }]
  ])('are never made of nothing: %s answering %j', async (name, body) => {
    const { price, server } = await setup(() => body);
    await expect(price(name)).rejects.toThrow(`${name}: answer changed shape`);
    expect(server.asked).toHaveLength(1);
  });
  it.each([
    ['binance', ticker('0.07', NOW - 40 * 86_400), 'the price is of 2026-10-11T15:30Z: too old to be a live one'],
    ['binance', ticker('0.07', NOW - 2 * 3_600), 'too old to be a live one'],
    ['binance', { ...ticker('0.07', NOW), count: 0 }, 'FLUXUSDT was not traded for 24 hours'],
    ['binance', ticker('0.07', NOW + 86_400), 'which has not come'],
    ['coingecko', { zelcash: { usd: 0.07, last_updated_at: NOW - 7_200 } }, 'too old to be a live one']
  ])('are none of a feed that stands still: %s answering %j', async (name, body, words) => {
    const { price, host } = await setup(() => body);
    await expect(price(name)).rejects.toThrow(words);
    expect(host.states().find((source) => source.name === name)).toMatchObject({ ok: false });
  });
  it.each(['explorer', 'cryptocompare'])('of %s, which tells no time, age while they do not change', async (name) => {
    let rate = 0.07;
    const { price, pass } = await setup(() => ({ data: { rate }, USD: rate }));
    await price(name);
    pass(1_800);
    expect(await price(name)).toEqual({ priceE8: 7_000_000n, at: NOW });
    pass(3_000);
    await expect(price(name)).rejects.toThrow('too old to be a live one');
    rate = 0.08;
    expect(await price(name)).toEqual({ priceE8: 8_000_000n, at: NOW + 4_800 });
  });
  it.each([
    ['cryptocompare', overTheLimit({ calls_made: { minute: 51 }, max_calls: { minute: 50 } }), 60],
    ['cryptocompare', overTheLimit({ calls_made: { hour: 9, day: 3 }, max_calls: { hour: 9, day: 99 } }), 3_600],
    ['cryptocompare', overTheLimit({}), 60],
    ['coingecko', { status: { error_code: 429, error_message: 'You have exceeded the Rate Limit.' } }, 60],
    ['binance', { code: -1003, msg: 'Too many requests.' }, 60]
  ])('wait when %s asks for it with status 200, in its words: %j', async (name, body, seconds) => {
    const { price, server, host } = await setup(() => body);
    const words = /limit|too many/i;
    await expect(price(name)).rejects.toThrow('its host wants to be left alone');
    const { lastError } = host.states().find((source) => source.name === name)!;
    expect(lastError).toMatch(words);
    expect(lastError).toContain(`asked to wait ${seconds} s`);
    expect(server.asked).toHaveLength(1);
  });
  it.each([
    [
      'cryptocompare',
      { Response: 'Error', Message: 'You need a valid auth key', Type: 1 },
      '"You need a valid auth key"'
    ],
    ['coingecko', { error: 'coin not found' }, '"coin not found"'],
    ['binance', { code: -1121, msg: 'Invalid symbol.' }, '"Invalid symbol."']
  ])('fail in the words of %s: %j', async (name, body, words) => {
    const { price } = await setup(() => body);
    await expect(price(name)).rejects.toThrow(`${name}: ${words}`);
  });
});

function ticker(lastPrice: string, at: number) {
  return { symbol: 'FLUXUSDT', lastPrice, closeTime: at * 1000, count: 1_200 };
}
function overTheLimit(RateLimit: object) {
  const Message = 'You are over your rate limit please upgrade your account!';
  return { Response: 'Error', Message, HasWarning: false, Type: 99, RateLimit, Data: {} };
}
