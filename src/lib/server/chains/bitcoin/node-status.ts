/** What only a node tells: how it is, whom it is connected to, how much work goes into the chain. */
import { z } from 'zod';
import { chainInfo, networkInfo, peer } from './node-shapes.ts';
import { readEpochs, type Epochs } from './node-epochs.ts';
import { createMempoolFollower, type MempoolFollower } from './node-mempool.ts';
import type { Rpc } from './rpc.ts';

export interface NodeState {
  chain: string;
  height: number;
  headers: number;
  isSyncing: boolean;
  isPruned: boolean;
  /** The lowest block that is kept whole; null: all are. */
  prunedBelow: number | null;
  /** "/Satoshi:30.0.0/": text of the node itself. */
  version: string;
  peers: number;
  inbound: number | null;
  outbound: number | null;
}

export interface Peer {
  network: string;
  /** Text that the peer chose. */
  version: string;
  isInbound: boolean;
  /** Unix seconds. */
  since: number;
}

export interface NodeStatus {
  state(signal: AbortSignal): Promise<NodeState>;
  /** Hashes a second, by the work of the newest 120 blocks. */
  hashrate(signal: AbortSignal): Promise<number>;
  peers(signal: AbortSignal): Promise<Peer[]>;
  epochs(signal: AbortSignal): Promise<Epochs>;
  follow: MempoolFollower;
}

export function createNodeStatus(rpc: Rpc): NodeStatus {
  return {
    epochs: (signal) => readEpochs(rpc, signal),
    follow: createMempoolFollower(rpc),
    async state(signal) {
      const [info, network] = await Promise.all([
        rpc.call({ method: 'getblockchaininfo', schema: chainInfo }, signal),
        rpc.call({ method: 'getnetworkinfo', schema: networkInfo }, signal)
      ]);
      return {
        chain: info.chain,
        height: info.blocks,
        headers: info.headers,
        isSyncing: info.initialblockdownload || info.headers > info.blocks,
        isPruned: info.pruned,
        prunedBelow: info.pruned ? (info.pruneheight ?? null) : null,
        version: network.subversion,
        peers: network.connections,
        inbound: network.connections_in ?? null,
        outbound: network.connections_out ?? null
      };
    },
    hashrate: (signal) => rpc.call({ method: 'getnetworkhashps', schema: z.number().nonnegative() }, signal),
    async peers(signal) {
      const told = await rpc.call({ method: 'getpeerinfo', schema: z.array(peer) }, signal);
      return told.map(({ network, subver, inbound, conntime }) => ({
        network: network ?? 'unknown',
        version: subver,
        isInbound: inbound,
        since: conntime
      }));
    }
  };
}
