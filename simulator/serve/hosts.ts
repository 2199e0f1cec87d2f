/** The eight hosts behind their path prefixes: which of them a path belongs to and what answers it. */
import { answerCoins } from '../markets/coins.ts';
import { answerMempool } from '../markets/mempool.ts';
import { answerPairs } from '../markets/pairs.ts';
import type { Simulation } from '../simulation.ts';
import { AppIndex } from './app-index.ts';
import { Blockbook } from './blockbook.ts';
import { Daemon } from './daemon.ts';
import type { Source } from './faults.ts';
import { EnvelopeError, failure, notFound, success, type Ask, type Reply } from './messages.ts';
import { answerBinance, answerCoingecko, answerCryptocompare, answerExplorer } from './prices.ts';
import { Statistics } from './statistics.ts';
import { hostNames, type HostName } from './traffic.ts';

export interface Target {
  host: HostName;
  source: Source;
  /** Path words below the host. */
  segments: string[];
  /** Name of the endpoint for counting: parameters left out. */
  endpoint: string;
}

export class Hosts {
  readonly #simulation: Simulation;
  readonly #daemon: Daemon;
  readonly #apps: AppIndex;
  readonly #blockbook: Blockbook;
  readonly #statistics: Statistics;

  constructor(simulation: Simulation) {
    const { network, clock, settings, census, shapes } = simulation;
    this.#simulation = simulation;
    this.#daemon = new Daemon(network, { clock, settings, census, shape: shapes });
    this.#apps = new AppIndex(network, { census, clock, shape: shapes });
    this.#statistics = new Statistics(census, shapes);
    this.#blockbook = new Blockbook(network, settings);
  }

  locate(pathname: string): Target | null {
    const [first = '', ...segments] = pathname.split('/').slice(1).map(decodeSegment);
    const host = hostNames.find((name) => name === first);
    if (host === undefined) return null;
    const source = host !== 'api' ? host : segments[0] === 'daemon' ? 'daemon' : 'apps';
    const depth = { api: 2, blockbook: segments[1] === 'v2' ? 3 : 2, stats: 1 }[host as string] ?? segments.length;
    return { host, source, segments, endpoint: `/${segments.slice(0, depth).join('/')}` };
  }

  /** Never throws for anything a request can contain. */
  answer(target: Target, ask: Ask): Reply {
    try {
      return this.#dispatch(target, ask);
    } catch (error) {
      if (error instanceof EnvelopeError) return failure(error);
      throw error;
    }
  }

  #dispatch({ host, segments }: Target, ask: Ask): Reply {
    const { market, bitcoinMarket } = this.#simulation;
    switch (host) {
      case 'api': {
        const below = { ...ask, segments: segments.slice(1) };
        if (segments[0] === 'daemon') return this.#daemon.answer(below);
        if (segments[0] === 'apps') return this.#apps.answer(below);
        const { tip } = this.#simulation.network.chain;
        return (
          {
            'explorer/scannedheight': success({ generalScannedHeight: tip }),
            'explorer/issynced': success(true),
            'flux/version': success('8.20.0')
          }[segments.join('/')] ?? notFound(ask.path)
        );
      }
      case 'stats':
        return this.#statistics.answer(ask);
      case 'blockbook':
        return this.#blockbook.answer(ask);
      case 'explorer':
        return answerExplorer(market, ask);
      case 'coingecko':
        return answerCoins({ bitcoin: bitcoinMarket, flux: market }, ask) ?? answerCoingecko(market, ask);
      case 'binance':
        return answerPairs(bitcoinMarket, ask) ?? answerBinance(market, ask);
      case 'cryptocompare':
        return answerCryptocompare(market, ask);
      case 'mempool':
        return answerMempool(bitcoinMarket, ask);
    }
  }
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
