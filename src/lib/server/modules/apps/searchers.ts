/** What a text may be among apps: a part of a name, or the owner of some. */
import type { FoundGroup } from '../../../contract/search/search.ts';
import { SHOWN_HITS, type Searcher } from '../../platform/search.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readAppList } from './read/app-list.ts';

export function appSearchers({ context }: { context: ReadContext }): Searcher[] {
  return [
    // An owner is a Flux ID or an address of another chain: nothing short.
    { isExact: true, find: async (text) => (/^\w{20,128}$/.test(text) ? findApps(context, { owner: text }) : null) },
    { isExact: false, find: async (text) => (text.length <= 64 ? findApps(context, { search: text }) : null) }
  ];
}

async function findApps(context: ReadContext, asked: { search?: string; owner?: string }): Promise<FoundGroup | null> {
  const order = { page: 1, limit: SHOWN_HITS, state: 'all', days: '7', sort: 'revenue', order: 'desc' } as const;
  const { apps, total, asOf, stale } = await readAppList(context, { query: { ...order, ...asked } });
  if (apps === null || total === null || apps.length === 0) return null;
  const isOwner = asked.owner !== undefined;
  return {
    kind: isOwner ? 'owner' : 'app',
    label: isOwner ? 'Apps of this owner' : 'Apps',
    items: apps.map(({ appName, revenue, payments, isLive }) => ({
      title: appName,
      detail: `${revenue} FLUX in ${payments} payment${payments === 1 ? '' : 's'}${isLive ? '' : ' · ended'}`,
      path: `/apps/${encodeURIComponent(appName)}`
    })),
    total,
    totalIsLowerBound: false,
    path: `/apps?${new URLSearchParams(asked).toString()}`,
    asOf,
    stale
  };
}
