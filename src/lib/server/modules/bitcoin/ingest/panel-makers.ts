/** Of which sources each panel is made, in their order. */
import type { SourceName } from '../../../../contract/bitcoin/panel.ts';
import type { Way } from '../../../chains/ask-in-order.ts';
import { NO_ELECTRUM, NO_NODE, type BitcoinSources } from '../../../chains/bitcoin/open-bitcoin.ts';
import type { FollowedMempool } from '../../../chains/bitcoin/node-mempool.ts';
import type { PanelName } from '../panel-names.ts';
import { makeHead } from './head.ts';
import { largestNow } from './large.ts';
import * as mempool from './mempool.ts';
import * as mining from './mining.ts';
import { makeNode } from './node.ts';

export interface Made {
  source: SourceName;
  /** As declared in the contract. */
  value: unknown;
}

export interface Making {
  sources: BitcoinSources;
  /** The node's mempool as this look has found it. */
  followed: () => Promise<FollowedMempool>;
  now: () => number;
  signal: AbortSignal;
}

export type PanelWays = (making: Making) => Way<Made>[];

type Part = (typeof parts)[number];
const parts = ['node', 'electrum', 'rest'] as const;
const missing = { node: NO_NODE, electrum: NO_ELECTRUM, rest: '' };

/** `ask` of each source that there is. */
function ofEach(
  { sources }: Making,
  asks: { [Name in Part]?: (source: NonNullable<BitcoinSources[Name]>) => Promise<Made> }
): Way<Made>[] {
  return parts.flatMap((name) => {
    const ask = asks[name] as ((source: BitcoinSources[Part]) => Promise<Made>) | undefined;
    const source = sources[name];
    return ask === undefined ? [] : [{ ask: source && (() => ask(source)), missing: missing[name] }];
  });
}

export const panelWays: Record<PanelName, PanelWays> = {
  head: (making) => {
    const { now, signal, sources } = making;
    const { network } = sources;
    return ofEach(making, {
      node: (node) => makeHead(node, { hashrate: node.hashrate, network: node.network, now }, signal),
      rest: (rest) => makeHead(rest, { hashrate: rest.hashrate, network, now }, signal)
    });
  },
  node: (making) => ofEach(making, { node: (node) => makeNode(node, making.signal) }),
  price: (making) =>
    ofEach(making, { rest: async (rest) => ({ source: 'rest', value: await rest.price(making.signal) }) }),
  peers: (making) => ofEach(making, { node: (node) => mining.makePeers(node, making.signal) }),
  mempool: (making) =>
    ofEach(making, {
      node: (node) => mempool.makeMempool(node.mempool, making.signal),
      rest: (rest) => mempool.makeMempool(rest.mempool, making.signal)
    }),
  histogram: (making) =>
    ofEach(making, {
      node: async () => mempool.histogramOf(await making.followed()),
      electrum: (electrum) => mempool.makeHistogram(electrum.mempool, making.signal),
      rest: (rest) => mempool.makeHistogram(rest.mempool, making.signal)
    }),
  projected: (making) =>
    ofEach(making, {
      node: async () => mempool.projectedOf(await making.followed()),
      rest: async (rest) => ({ source: 'rest', value: mempool.showProjected(await rest.projected(making.signal)) })
    }),
  estimates: (making) =>
    ofEach(making, {
      node: (node) => mempool.makeEstimates(node.mempool, making.signal),
      electrum: (electrum) => mempool.makeEstimates(electrum.mempool, making.signal),
      rest: (rest) => mempool.makeEstimates(rest.mempool, making.signal)
    }),
  'largest-now': (making) => ofEach(making, { node: async () => largestNow(await making.followed()) }),
  pools: (making) => ofEach(making, { rest: (rest) => mining.makePools(rest, making.signal) }),
  difficulty: (making) =>
    ofEach(making, {
      node: (node) => mining.epochDifficulties(node, making.signal),
      rest: (rest) => mining.restDifficulties(rest, making.signal)
    }),
  hashrate: (making) =>
    ofEach(making, {
      node: (node) => mining.epochHashrates(node, making.signal),
      rest: (rest) => mining.restHashrates(rest, making.signal)
    })
};
