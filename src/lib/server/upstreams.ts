/**
 * Everything outside, built once: one host per base address, each with its own limits, and the clients on them.
 *
 * Closing ends every open connection; calls still waiting end through their own signals.
 */
import { createAppMessages } from './modules/messages/upstream/app-messages.ts';
import { createBlockbook } from './chains/flux/blockbook.ts';
import { createFluxChain, type FluxChain } from './chains/flux/flux-chain.ts';
import type { NetworkDocuments } from './modules/census/upstream/census-ports.ts';
import { createNetworkDocuments } from './modules/census/upstream/census.ts';
import type { Provider } from './platform/config/config.ts';
import type { Clock } from './platform/upstream/clock.ts';
import { createDaemon } from './chains/flux/daemon.ts';
import { REST_SOURCE } from './chains/bitcoin/rest-ask.ts';
import { restLimits } from './chains/bitcoin/rest-limits.ts';
import { createHost, type CallCount, type Host } from './platform/upstream/http.ts';
import type { HostLimits } from './platform/upstream/host-limits.ts';
import type { AppMessages } from './modules/messages/upstream/ports.ts';
import type { Blockbook, Daemon } from './chains/flux/ports.ts';
import type { DailyPriceSource, LivePriceSource } from './modules/prices/upstream/ports.ts';
import type { ShapeWatch } from './platform/upstream/shape-watch.ts';
import type { SourceState } from './platform/upstream/source-state.ts';
import { createEarningsIndex, type EarningsIndex } from './modules/insights/upstream/earnings.ts';
import { createCoinbases, type ReadCoinbase } from './modules/insights/upstream/coinbases.ts';
import { createAddressTotals, type ReadReceived } from './modules/integrity/upstream/address-totals.ts';
import type { MarketSources } from './modules/markets/upstream/ports.ts';
import { createMarketSources, marketSourceNames } from './modules/markets/upstream/sources.ts';
import { createPriceSources } from './modules/prices/upstream/prices.ts';
import type { UpstreamLog } from './platform/upstream/source.ts';

export interface UpstreamSettings {
  /** Base addresses, as in the configuration. */
  api: string;
  stats: string;
  blockbook: string;
  explorer: string;
  coingecko: string;
  binance: string;
  cryptocompare: string;
  /** Without a key CryptoCompare is neither asked nor listed. */
  cryptocompareKey: string | null;
  /** null or absent: nothing about Bitcoin is asked or listed. */
  bitcoin?: { mempool: string } | null;
}

export interface Upstreams {
  daemon: Daemon;
  blockbook: Blockbook;
  fluxChain: FluxChain;
  appMessages: AppMessages;
  network: NetworkDocuments;
  coinbaseAt: ReadCoinbase;
  earningsIndex: EarningsIndex;
  received: ReadReceived;
  prices: { daily: DailyPriceSource[]; live: LivePriceSource[] };
  /** What tells of Bitcoin to all the world, for its chain as for its market; null: Bitcoin is off. */
  mempool: Host | null;
  /** null: Bitcoin is off. */
  markets: MarketSources | null;
  sources(): SourceState[];
  close(): Promise<void>;
}

interface Surroundings {
  log?: UpstreamLog;
  /** Unix seconds. */
  now: () => number;
  /** Told of each service what time it says, unix seconds. */
  heard?: (host: string, seconds: number) => void;
  /** Replace the limits of every host: for tests and benchmarks, never towards services of others. */
  limits?: Partial<HostLimits>;
  clock?: Clock;
  /** Counts what each service is asked, and holds its budget. */
  callsOf?: (provider: Provider) => CallCount;
  /** Looks at the shape of what they answer. */
  shapes?: ShapeWatch;
}

const apiSources = ['daemon', 'daemon-address', 'daemon-txids', 'apps', 'nodes', 'app-specs', 'app-locations'];
/** The daemon can tell the same, so a silent Blockbook is given up soon. */
const blockbookLimits = { inFlight: 2, timeoutMs: 15_000 };
/** One question at a time is all it can work on; it takes a while, and longer for what it was not asked lately. */
const statsLimits = { inFlight: 1, perSecond: 1, timeoutMs: 60_000, retryDelayMs: 1_000, hasCircuit: false };
/** There is a next source to ask, so nobody waits long for one of these. */
const priceLimits = { inFlight: 2, timeoutMs: 10_000, patienceMs: 2_000 };
export function createUpstreams(
  settings: UpstreamSettings,
  { log, now, heard, limits, clock, callsOf, shapes }: Surroundings
): Upstreams {
  const { bitcoin = null } = settings;
  /** Names of those sources of a host that only Bitcoin needs. */
  const marketOf = (host: keyof typeof marketSourceNames) => (bitcoin === null ? [] : marketSourceNames[host]);
  const optional = [REST_SOURCE, ...Object.values(marketSourceNames).flat()];
  const bases = { ...settings, mempool: bitcoin?.mempool ?? '' };
  const hostOf = (provider: Provider, sources: string[], own: Partial<HostLimits> = {}) =>
    createHost({
      baseUrl: bases[provider],
      sources,
      optional,
      now,
      heard: heard && ((seconds) => heard(sources[0] ?? provider, seconds)),
      calls: callsOf?.(provider),
      shapes,
      log,
      clock,
      limits: { ...own, ...limits }
    });

  const api = hostOf('api', apiSources);
  const stats = hostOf('stats', ['stats'], statsLimits);
  const blockbook = hostOf('blockbook', ['blockbook'], blockbookLimits);
  const explorer = hostOf('explorer', ['explorer'], priceLimits);
  const coingecko = hostOf('coingecko', ['coingecko', ...marketOf('coingecko')], priceLimits);
  const binance = hostOf('binance', ['binance', ...marketOf('binance')], priceLimits);
  const key = settings.cryptocompareKey;
  const cryptocompare = key === null ? null : { host: hostOf('cryptocompare', ['cryptocompare'], priceLimits), key };
  const mempool =
    bitcoin === null ? null : hostOf('mempool', [REST_SOURCE, ...marketOf('mempool')], restLimits(bitcoin.mempool));
  const hosts = [
    api,
    stats,
    blockbook,
    explorer,
    coingecko,
    binance,
    ...(cryptocompare === null ? [] : [cryptocompare.host]),
    ...(mempool === null ? [] : [mempool])
  ];

  return {
    daemon: createDaemon(api),
    blockbook: createBlockbook(blockbook),
    fluxChain: createFluxChain(blockbook),
    appMessages: createAppMessages(api),
    network: createNetworkDocuments({ api, stats }),
    coinbaseAt: createCoinbases(api),
    earningsIndex: createEarningsIndex(blockbook),
    received: createAddressTotals(blockbook),
    prices: createPriceSources({ coingecko, binance, explorer, cryptocompare }, now),
    mempool,
    markets: mempool === null ? null : createMarketSources({ mempool, coingecko, binance }, now),
    sources: () => hosts.flatMap((host) => host.states()),
    async close() {
      await Promise.all(hosts.map((host) => host.close()));
    }
  };
}
