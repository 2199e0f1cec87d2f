/** Everything that tells of Bitcoin, built once of the settings: the own node, an Electrum server, public REST. */
import type { SourceState } from '../../platform/upstream/source-state.ts';
import type { UpstreamLog } from '../../platform/upstream/source.ts';
import { createNodeChain, type NodeChain } from './node-chain.ts';
import { createNodeStatus, type NodeStatus } from './node-status.ts';
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
  states(): SourceState[];
  close(): Promise<void>;
}

export interface BitcoinSurroundings {
  now: () => number;
  log?: UpstreamLog | undefined;
}

export function openBitcoin(settings: BitcoinSettings, { now, log }: BitcoinSurroundings): BitcoinSources {
  const node = settings.rpc === null ? null : openNode(settings.rpc, { now, log });
  return {
    node,
    states: () => node?.states() ?? [],
    close: async () => void (await node?.close())
  };
}

function openNode(
  { url, user, password, cookieFile }: NonNullable<BitcoinSettings['rpc']>,
  { now, log }: BitcoinSurroundings
): NodeChain & NodeStatus {
  const credentials =
    cookieFile === null ? fixedCredentials(user, password) : cookieCredentials(cookieFile, NODE_SOURCE);
  const rpc = createRpc({ url, credentials, now, log });
  return { ...createNodeChain(rpc, now), ...createNodeStatus(rpc) };
}
