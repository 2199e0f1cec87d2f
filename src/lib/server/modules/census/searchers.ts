/** What a text may be among nodes: an IP address or a part of one, or a wallet. */
import type { FoundGroup } from '../../../contract/search/search.ts';
import { SHOWN_HITS, type Searcher } from '../../platform/search.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readNodes } from './read/nodes.ts';

const isAddressPart = (text: string) => /^\d{1,3}\.\d[\d.:]*$/.test(text);

export function censusSearchers({ context }: { context: ReadContext }): Searcher[] {
  return [
    { isExact: false, find: async (text) => (isAddressPart(text) ? findNodes(context, { search: text }) : null) },
    {
      isExact: true,
      find: async (text) => (/^t[13]\w{20,60}$/.test(text) ? findNodes(context, { wallet: text }) : null)
    }
  ];
}

async function findNodes(
  context: ReadContext,
  asked: { search?: string; wallet?: string }
): Promise<FoundGroup | null> {
  const order = { page: 1, limit: SHOWN_HITS, sort: 'tier', order: 'desc' } as const;
  const { nodes, total, asOf, stale } = await readNodes(context, { query: { ...order, ...asked } });
  if (nodes === null || total === null || nodes.length === 0) return null;
  const isWallet = asked.wallet !== undefined;
  const path = `/nodes?${new URLSearchParams(asked).toString()}`;
  return {
    kind: isWallet ? 'wallet' : 'node',
    label: isWallet ? 'Nodes of this wallet' : 'Nodes',
    items: nodes.map(({ ip, tier, country, provider }) => ({
      title: ip ?? 'no IP address',
      detail: [tier, country, provider].filter((each) => each !== null).join(' · '),
      path: ip === null ? path : `/nodes/${encodeURIComponent(ip)}`
    })),
    total,
    totalIsLowerBound: false,
    path,
    asOf,
    stale
  };
}
