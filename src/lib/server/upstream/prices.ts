/**
 * The four services that know a FLUX price, in their order of trust, behind two small interfaces.
 *
 * Every price is read from decimal text into an exact integer; a price that is not above 0 is an outage where one price
 * was asked for, and an unknown day in a list of closes. CryptoCompare answers only with a key and is left out without.
 */
import { createBinance } from './binance.ts';
import { createCoingecko } from './coingecko.ts';
import { createCryptocompare } from './cryptocompare.ts';
import { createExplorer } from './explorer.ts';
import type { Host } from './http.ts';
import type { DailyPriceSource, LivePriceSource } from './ports.ts';

export interface PriceHosts {
  coingecko: Host;
  binance: Host;
  explorer: Host;
  /** null without a key. */
  cryptocompare: { host: Host; key: string } | null;
}

/** `now` in unix seconds: it tells finished days from today's. */
export function createPriceSources(hosts: PriceHosts, now: () => number) {
  const coingecko = createCoingecko(hosts.coingecko, now);
  const binance = createBinance(hosts.binance, now);
  const cryptocompare =
    hosts.cryptocompare === null ? [] : [createCryptocompare(hosts.cryptocompare.host, hosts.cryptocompare.key, now)];
  const daily: DailyPriceSource[] = [binance, coingecko, ...cryptocompare];
  const live: LivePriceSource[] = [coingecko, binance, createExplorer(hosts.explorer), ...cryptocompare];
  return { daily, live };
}
