/** Of which sources each panel is made, in their order. */
import type { SourceName } from '../../../../contract/bitcoin/panel.ts';
import type { Way } from '../../../chains/ask-in-order.ts';
import type { BitcoinSources } from '../../../chains/bitcoin/open-bitcoin.ts';
import { makeHead } from './head.ts';
import type { PanelName } from '../panel-names.ts';
import { makeNode } from './node.ts';

export interface Made {
  source: SourceName;
  /** As declared in the contract. */
  value: unknown;
}

export type PanelWays = (sources: BitcoinSources, now: () => number, signal: AbortSignal) => Way<Made>[];

const NO_NODE = 'no own node is configured (BITCOIN_RPC_URL)';

export const panelWays: Record<PanelName, PanelWays> = {
  head: ({ node }, now, signal) => [
    {
      ask: node && (() => makeHead(node, { hashrate: node.hashrate, network: node.network, now }, signal)),
      missing: NO_NODE
    }
  ],
  node: ({ node }, _, signal) => [{ ask: node && (() => makeNode(node, signal)), missing: NO_NODE }]
};
