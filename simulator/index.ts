/**
 * The simulated Flux network as one server on 127.0.0.1: `startSimulator` answers its URL, the environment that points the
 * product at it, the ways to disturb it, and the truth to hold the product against.
 */
import { ElectrumServer } from './bitcoin/electrum.ts';
import { RPC_USER } from './bitcoin/rpc.ts';
import { resolveOptions, type SimulatorOptions } from './options.ts';
import { SimulatorServer } from './serve/server.ts';
import { Simulation } from './simulation.ts';

export type { SimulatorOptions };

type Control = Pick<
  Simulation,
  | 'faults'
  | 'clearFaults'
  | 'shape'
  | 'clearShape'
  | 'prices'
  | 'latency'
  | 'limits'
  | 'mine'
  | 'payments'
  | 'reorg'
  | 'setClock'
  | 'requests'
  | 'resetRequests'
  | 'truth'
  | 'segments'
  | 'liveApps'
  | 'earnedAt'
  | 'censusTruth'
  | 'insightTruth'
  | 'recordPlacement'
  | 'placementAt'
>;

export interface Simulator extends Control {
  url: string;
  /** The variables that point the product at it. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/** Throws OptionError for impossible options, and what the system says when the port is taken. */
export async function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const settings = resolveOptions(options);
  const simulation = new Simulation(settings);
  const server = new SimulatorServer(simulation);
  const url = await server.listen(settings.port);
  const electrum = new ElectrumServer(simulation.bitcoin);
  const electrumUrl = await electrum.listen();
  simulation.run();
  return {
    url,
    env: { ...environmentAt(url), BITCOIN_ELECTRUM_URL: electrumUrl },
    faults: (request) => simulation.faults(request),
    clearFaults: () => simulation.clearFaults(),
    shape: (request) => simulation.shape(request),
    clearShape: () => simulation.clearShape(),
    prices: (request) => simulation.prices(request),
    latency: (request) => simulation.latency(request),
    limits: (request) => simulation.limits(request),
    mine: (count) => simulation.mine(count),
    payments: (count) => simulation.payments(count),
    reorg: (request) => simulation.reorg(request),
    setClock: (request) => simulation.setClock(request),
    requests: () => simulation.requests(),
    resetRequests: () => simulation.resetRequests(),
    truth: (request) => simulation.truth(request),
    segments: () => simulation.segments(),
    liveApps: () => simulation.liveApps(),
    earnedAt: (segment, height) => simulation.earnedAt(segment, height),
    censusTruth: () => simulation.censusTruth(),
    insightTruth: () => simulation.insightTruth(),
    recordPlacement: () => simulation.recordPlacement(),
    placementAt: (time) => simulation.placementAt(time),
    async close() {
      simulation.stop();
      await Promise.all([server.close(), electrum.close()]);
    }
  };
}

/** The variables that point the product at a simulator; its Electrum server listens on a port of its own. */
export function environmentAt(url: string): Record<string, string> {
  return {
    FLUX_API_URL: `${url}/api`,
    FLUX_STATS_URL: `${url}/stats`,
    FLUX_BLOCKBOOK_URL: `${url}/blockbook`,
    FLUX_EXPLORER_URL: `${url}/explorer`,
    COINGECKO_URL: `${url}/coingecko`,
    BINANCE_URL: `${url}/binance`,
    CRYPTOCOMPARE_URL: `${url}/cryptocompare`,
    BITCOIN_RPC_URL: `${url}/bitcoin`,
    BITCOIN_RPC_USER: RPC_USER,
    BITCOIN_RPC_PASSWORD: RPC_USER,
    MEMPOOL_URL: `${url}/mempool`
  };
}
