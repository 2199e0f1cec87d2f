/**
 * Everything a running simulator consists of, and what can be done to it while it runs. The same methods stand behind the
 * control URLs and behind `startSimulator`.
 */
import { BitcoinLedger } from './bitcoin/ledger.ts';
import { Census } from './census/census.ts';
import { tellCensus, type CensusTruth } from './census/census-truth.ts';
import { PlacementLog, type PlacementRecord } from './census/placement-log.ts';
import { Clock } from './clock.ts';
import { earnedAt, tellSegments, type TrueSegment } from './control/segments.ts';
import { Oracle, type Truth, type TruthRequest } from './control/truth.ts';
import { reorganise, type ReorgReport, type ReorgRequest } from './control/reorg.ts';
import { Shape, type ShapeRequest } from './control/shape.ts';
import { tellInsights, type InsightTruth } from './insights/insight-truth.ts';
import { Network } from './network.ts';
import { OptionError, type Settings } from './options.ts';
import { Market, type MarketRequest } from './prices/market.ts';
import { Faults, type FaultRequest } from './serve/faults.ts';
import { hostNames, Traffic, type HostName, type Limits } from './serve/traffic.ts';

const BITCOIN_EVERY = 20;
/** Whoever mines days of Flux at once gets a few of them. */
const MOST_BITCOIN = 10;

export class Simulation {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly network: Network;
  readonly market: Market;
  readonly bitcoin: BitcoinLedger;
  readonly census: Census;
  readonly oracle: Oracle;
  readonly traffic: Traffic;
  readonly faultList = new Faults();
  readonly shapes = new Shape();
  readonly placements: PlacementLog;
  latencyMs: number;
  jitterMs: number;
  #timer: NodeJS.Timeout | null = null;
  #mined = 0;

  constructor(settings: Settings) {
    this.settings = settings;
    this.clock = new Clock(settings.now, settings.isClockFixed);
    this.network = new Network(settings);
    this.market = new Market(this.network.seed, this.clock);
    this.bitcoin = new BitcoinLedger(this.network.seed, this.clock);
    this.census = new Census(this.network, this.clock, settings.nodes);
    this.placements = new PlacementLog(this);
    this.oracle = new Oracle(this.network, this.market);
    this.traffic = new Traffic(this.network.seed);
    this.latencyMs = settings.latencyMs;
    this.jitterMs = settings.jitterMs;
  }

  /** Begins to mine by itself, unless blocks come by hand. */
  run(): void {
    const { blockMs } = this.settings;
    if (blockMs !== 'manual') this.#timer = setInterval(() => this.mine(), blockMs);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  mine(count = 1): { tip: number; hash: string } {
    if (!Number.isInteger(count) || count < 0 || count > 200_000) throw new OptionError('count must be 0 to 200000');
    this.network.mine(count);
    // A block of Bitcoin takes as long as twenty of Flux.
    this.#mined += count;
    if (this.#mined >= BITCOIN_EVERY)
      this.bitcoin.mine(Math.min(MOST_BITCOIN, Math.floor(this.#mined / BITCOIN_EVERY)));
    this.#mined %= BITCOIN_EVERY;
    const { chain } = this.network;
    return { tip: chain.tip, hash: chain.blockHash(chain.tip) };
  }

  /** Transactions of every kind, in the mempool now and in the next block. */
  payments(count = 1): { txids: string[] } {
    if (!Number.isInteger(count) || count < 1 || count > 10_000) throw new OptionError('count must be 1 to 10000');
    return { txids: this.network.plant(count) };
  }

  reorg(request: ReorgRequest): ReorgReport {
    return reorganise(this.network, request);
  }

  setClock({ now, isFixed = true }: { now: number; isFixed?: boolean }): { now: number } {
    if (!Number.isFinite(now)) throw new OptionError('now must be unix seconds');
    this.clock.set(now, isFixed);
    return { now: this.clock.now() };
  }

  faults(request: FaultRequest): void {
    this.faultList.set(request);
  }

  clearFaults(): void {
    this.faultList.clear();
  }

  /** What documents look like until `clearShape`. */
  shape(request: ShapeRequest): void {
    this.shapes.set(request);
    this.network.messages.unknownShare = this.shapes.unknownMessages;
  }

  clearShape(): void {
    this.shapes.clear();
    this.network.messages.unknownShare = 0;
  }

  /** What becomes of the price services: replaces what was asked before. */
  prices(request: MarketRequest): void {
    this.market.set(request);
  }

  latency({ ms, jitterMs = 0 }: { ms: number; jitterMs?: number }): void {
    if (!(ms >= 0 && jitterMs >= 0)) throw new OptionError('ms and jitterMs must not be negative');
    this.latencyMs = ms;
    this.jitterMs = jitterMs;
  }

  /** Without a host: the same for all. */
  limits({ host, ...limits }: Partial<Limits> & { host?: HostName }): void {
    if (host !== undefined && !hostNames.includes(host)) throw new OptionError(`unknown host ${host}`);
    this.traffic.limit(host === undefined ? hostNames : [host], limits);
  }

  requests(): ReturnType<Traffic['report']> {
    return this.traffic.report();
  }

  resetRequests(): void {
    this.traffic.reset();
  }

  /** What every payment bought. */
  segments(): TrueSegment[] {
    return tellSegments(this.network);
  }

  /** Names of the apps whose specification is served at the tip. */
  liveApps(): string[] {
    const { registry } = this.network;
    return this.network.currentMessages().map((message) => registry.appOf(message).name);
  }

  /** What a segment has earned at a height. */
  earnedAt(segment: TrueSegment, height: number): bigint {
    return earnedAt(this.network, segment, height);
  }

  truth(request: TruthRequest = {}): Truth {
    return this.oracle.tell(request);
  }

  censusTruth(): CensusTruth {
    return tellCensus(this);
  }

  /** What the figures of the network mean, at the tip. */
  insightTruth(): InsightTruth {
    return tellInsights(this);
  }

  /** Remembers what runs where now. */
  recordPlacement(): PlacementRecord {
    return this.placements.record();
  }

  placementAt(time: number): PlacementRecord {
    return this.placements.at(time);
  }
}
