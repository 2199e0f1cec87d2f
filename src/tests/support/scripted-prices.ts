/** For tests: the price sources on a scripted server, at a fixed moment that can pass. */
import { afterEach } from 'vitest';
import { startOfDate } from '../../lib/domain/time/periods.ts';
import { createPriceSources } from '../../lib/server/modules/prices/upstream/prices.ts';
import { reply, startHost } from './scripted-server.ts';

export const TODAY = '2026-11-20';
export const NOW = startOfDate(TODAY) + 55_800;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

export async function startPrices(answer: (path: string) => unknown, key: string | null = 'key-of-tests') {
  const sources = ['coingecko', 'binance', 'explorer', 'cryptocompare'];
  const limits = { patienceMs: 500 };
  const started = await startHost((request, response) => reply(response, answer(request.url ?? '')), sources, limits);
  let now = NOW;
  open.push(started);
  const { host } = started;
  const cryptocompare = key === null ? null : { host, key };
  const { daily, live } = createPriceSources(
    { coingecko: host, binance: host, explorer: host, cryptocompare },
    () => now
  );
  const { signal } = new AbortController();
  return {
    ...started,
    daily,
    live,
    signal,
    pass: (seconds: number) => void (now += seconds),
    price: (name: string) => named(live, name).price(signal),
    closes: (name: string, range: { start: string; end: string }) => named(daily, name).closes(range, signal)
  };
}

function named<S extends { name: string }>(sources: S[], name: string): S {
  const found = sources.find((source) => source.name === name);
  if (found === undefined) throw new Error(`no source ${name}`);
  return found;
}
