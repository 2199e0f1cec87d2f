/** Which of the price sources health calls unwell: one that is needed, not one that stood in while a better one was away. */
import { afterEach, expect, it } from 'vitest';
import { startOfDate } from '../../../../domain/time/periods.ts';
import { createPriceSources } from './prices.ts';
import { reply, startHost } from '../../../../../tests/support/scripted-server.ts';

const TODAY = '2026-11-20';
const NOW = startOfDate(TODAY) + 3_600;
const YESTERDAY = { start: '2026-11-19', end: '2026-11-19' };

it('forgives the sources that stood in without success once the preferred one answers, and still tells why they failed', async () => {
  const { live, unwell, state, away } = await setup(['coingecko', 'binance', 'explorer']);
  for (const source of live) await expect(source.price(signal)).rejects.toThrow('HTTP 400');
  expect(unwell()).toEqual(['binance', 'coingecko', 'explorer']);
  away.delete('coingecko');
  await live[0]!.price(signal);
  expect(unwell()).toEqual([]);
  expect(state('explorer')).toMatchObject({ ok: true, lastSuccess: null, lastError: 'explorer: HTTP 400' });
});
it('names a preferred source that is away while a lesser one serves', async () => {
  const { live, unwell } = await setup(['coingecko']);
  await expect(live[0]!.price(signal)).rejects.toThrow('HTTP 400');
  await live[1]!.price(signal);
  await live[1]!.price(signal);
  expect(unwell()).toEqual(['coingecko']);
});
it('does not forgive a failure at closes because of a live price', async () => {
  const { live, daily, unwell, away } = await setup(['binance']);
  await expect(daily[0]!.closes(YESTERDAY, signal)).rejects.toThrow('HTTP 400');
  await daily[1]!.closes(YESTERDAY, signal);
  await live[0]!.price(signal);
  expect(unwell()).toEqual(['binance']);
  away.clear();
  await live[1]!.price(signal);
  expect(unwell()).toEqual(['binance']);
  await daily[0]!.closes(YESTERDAY, signal);
  expect(unwell()).toEqual([]);
});

const { signal } = new AbortController();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const answers: [source: string, path: string, body: unknown][] = [
  ['coingecko', '/api/v3/simple/price', { zelcash: { usd: 0.07, last_updated_at: NOW } }],
  ['coingecko', '/api/v3/coins/zelcash', { prices: [] }],
  ['binance', '/api/v3/ticker', { symbol: 'FLUXUSDT', lastPrice: '0.07', closeTime: NOW * 1000 }],
  ['binance', '/api/v3/klines', []],
  ['explorer', '/api/currency', { data: { rate: 0.07 } }]
];

async function setup(initially: string[]) {
  const away = new Set(initially);
  const started = await startHost(
    (request, response) => {
      const [source = '', , body] = answers.find(([, path]) => request.url?.startsWith(path)) ?? [];
      if (away.has(source)) reply(response, {}, 400);
      else reply(response, body);
    },
    ['binance', 'coingecko', 'explorer']
  );
  open.push(started);
  const { host } = started;
  const hosts = { coingecko: host, binance: host, explorer: host, cryptocompare: null };
  const state = (name: string) => host.states().find((source) => source.name === name);
  const unwell = () => host.states().flatMap(({ name, ok }) => (ok ? [] : [name]));
  return { ...createPriceSources(hosts, () => NOW), state, unwell, away };
}
