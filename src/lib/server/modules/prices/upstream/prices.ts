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
import type { Host } from '../../../platform/upstream/http.ts';
import type { DailyPriceSource, LivePriceSource } from './ports.ts';
import type { PricePurpose } from './price-fields.ts';

export interface PriceHosts {
  coingecko: Host;
  binance: Host;
  explorer: Host;
  /** null without a key. */
  cryptocompare: { host: Host; key: string } | null;
}

/** `now` in unix seconds: it tells finished days from today's. */
export function createPriceSources(hosts: PriceHosts, now: () => number) {
  const coingecko = { host: hosts.coingecko, source: createCoingecko(hosts.coingecko, now) };
  const binance = { host: hosts.binance, source: createBinance(hosts.binance, now) };
  const explorer = { host: hosts.explorer, source: createExplorer(hosts.explorer, now) };
  const cryptocompare =
    hosts.cryptocompare === null
      ? []
      : [
          {
            host: hosts.cryptocompare.host,
            source: createCryptocompare(hosts.cryptocompare.host, hosts.cryptocompare.key, now)
          }
        ];
  return {
    daily: dailySources([binance, coingecko, ...cryptocompare]),
    live: liveSources([coingecko, binance, explorer, ...cryptocompare])
  };
}

interface Hosted<S> {
  host: Host;
  source: S;
}

function dailySources(sources: Hosted<DailyPriceSource>[]): DailyPriceSource[] {
  return sources.map(({ source }, place) => ({
    name: source.name,
    async closes(range, signal) {
      const closes = await source.closes(range, signal);
      excuse(sources.slice(place + 1), 'closes');
      return closes;
    }
  }));
}

function liveSources(sources: Hosted<LivePriceSource>[]): LivePriceSource[] {
  return sources.map(({ source }, place) => ({
    name: source.name,
    async price(signal) {
      const price = await source.price(signal);
      excuse(sources.slice(place + 1), 'live');
      return price;
    }
  }));
}

/** Sources behind the one that answered: they were asked in its place, and are asked again when they are needed again. */
function excuse(lesser: Hosted<{ name: string }>[], purpose: PricePurpose): void {
  for (const { host, source } of lesser) host.excuse(source.name, purpose);
}
