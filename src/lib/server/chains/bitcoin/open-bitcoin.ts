/** Everything that tells of Bitcoin, built once of the settings: the own node, an Electrum server, public REST. */
import { bitcoinProfile } from '../../../domain/chain-profile.ts';
import { mainNetwork, networkOf, type BitcoinNetwork } from '../../../domain/bitcoin/network.ts';
import { UpstreamError } from '../../platform/errors.ts';
import type { Host } from '../../platform/upstream/http.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';
import type { UpstreamLog } from '../../platform/upstream/source.ts';
import { createExplorer, type Explorer } from '../explorer.ts';
import { createElectrum } from './electrum.ts';
import { createElectrumChain, type ElectrumChain } from './electrum-chain.ts';
import { createNodeChain, type NodeChain } from './node-chain.ts';
import { createNodeStatus, type NodeStatus } from './node-status.ts';
import { createRestChain, type RestChain } from './rest-chain.ts';
import { createRestMining, type RestMining } from './rest-mining.ts';
import { createRpc, NODE_SOURCE } from './rpc.ts';
import { cookieCredentials, fixedCredentials } from './rpc-credentials.ts';

export interface BitcoinSettings {
  rpc: { url: string; user: string | null; password: string | null; cookieFile: string | null } | null;
  electrumUrl: string | null;
  mempoolUrl: string;
}

export interface BitcoinSources {
  /** null: not configured. */
  node: (NodeChain & NodeStatus) | null;
  electrum: ElectrumChain | null;
  rest: RestChain & RestMining;
  explorer: Explorer;
  /** Whose addresses and schedule hold: the node's, else that of the public REST. */
  network: (signal: AbortSignal) => Promise<BitcoinNetwork>;
  states(): SourceState[];
  close(): Promise<void>;
}

export interface BitcoinSurroundings {
  /** The service at `mempoolUrl`: asked for prices too, and closed by its owner. */
  mempool: Host;
  now: () => number;
  log?: UpstreamLog | undefined;
}

export const NO_NODE = 'no own node is configured (BITCOIN_RPC_URL)';
export const NO_ELECTRUM = 'no Electrum server is configured (BITCOIN_ELECTRUM_URL)';

export function openBitcoin(settings: BitcoinSettings, { mempool, now, log }: BitcoinSurroundings): BitcoinSources {
  const restNetwork = networkAt(settings.mempoolUrl);
  const node = settings.rpc === null ? null : openNode(settings.rpc, { now, log });
  const network = async (signal: AbortSignal) => {
    if (node === null) return restNetwork;
    return node.network(signal).catch((error: unknown) => {
      if (error instanceof UpstreamError) return restNetwork;
      throw error;
    });
  };
  const electrum =
    settings.electrumUrl === null
      ? null
      : createElectrumChain(createElectrum({ url: settings.electrumUrl, now, log }), { network, now });
  const rest = { ...createRestChain(mempool, restNetwork), ...createRestMining(mempool) };
  const chains = [node, electrum, rest].filter((chain) => chain !== null);
  return {
    node,
    electrum,
    rest,
    explorer: createExplorer({
      profile: bitcoinProfile,
      ticker: async (signal) => (await network(signal)).ticker,
      ways: [
        { label: 'the own node', chain: node, missing: NO_NODE },
        { label: 'the Electrum server', chain: electrum, missing: NO_ELECTRUM },
        { label: 'the public REST', chain: rest, missing: '' }
      ],
      now
    }),
    network,
    states: () => chains.flatMap((chain) => chain.states()),
    async close() {
      await Promise.all(chains.map((chain) => chain.close()));
    }
  };
}

function openNode(
  { url, user, password, cookieFile }: NonNullable<BitcoinSettings['rpc']>,
  { now, log }: Omit<BitcoinSurroundings, 'mempool'>
): NodeChain & NodeStatus {
  const credentials =
    cookieFile === null ? fixedCredentials(user, password) : cookieCredentials(cookieFile, NODE_SOURCE);
  const rpc = createRpc({ url, credentials, now, log });
  return { ...createNodeChain(rpc, now), ...createNodeStatus(rpc) };
}

/** Services for test networks say so in their path. */
function networkAt(mempoolUrl: string): BitcoinNetwork {
  return /\/(testnet\d*|signet)$/.test(mempoolUrl) ? networkOf('test', '') : mainNetwork;
}
