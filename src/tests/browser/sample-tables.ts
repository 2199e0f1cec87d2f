/** What the stand-in API answers about sums, lists of apps, payers and places, one node or payer, and the search box. */
import type { appList, ListedApp } from '../../lib/contract/apps/app-list.ts';
import type { nodeDetail, nodePlaces } from '../../lib/contract/census/nodes.ts';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { payerDetail, payerList, PayerRevenue } from '../../lib/contract/ledger/payers.ts';
import type { sum } from '../../lib/contract/ledger/transactions.ts';
import type { search } from '../../lib/contract/search/search.ts';
import { sampleApp } from './sample-answers.ts';
import { sampleNode } from './sample-census.ts';

interface Asked {
  url: URL;
  now: number;
  payments: number;
  isSyncing: boolean;
}

const APPS = 1_204;
const PAYERS = 812;
const DAY = 86_400;
const addressOf = (index: number) => `t1Payer${String(index).padStart(28, 'q')}`;

/** undefined: not one of these routes, or nothing is known of what is asked for. */
export function tablesAnswer({ url, now, payments, isSyncing }: Asked): unknown {
  const { pathname, searchParams: query } = url;
  const fresh = { asOf: isSyncing ? null : now - 12, stale: false };
  const page = Number(query.get('page') ?? 1);
  const limit = Number(query.get('limit') ?? 50);
  const paged = (total: number) => ({ total, page, limit, totalPages: Math.ceil(total / limit), ...fresh });
  const rows = <T>(total: number, row: (index: number) => T) =>
    Array.from({ length: Math.max(0, Math.min(limit, total - (page - 1) * limit)) }, (_, at) =>
      row((page - 1) * limit + at)
    );
  const sums = (count: number) => ({
    payments: count,
    revenue: `${count * 3}.50000000`,
    revenueUsd: `${count}.25`,
    pricedCount: count
  });
  const isMissing = query.get('search') === 'no-such-app' || query.get('search') === 'nothing';
  const [, payer] = /^\/api\/payers\/([^/]+)$/.exec(pathname) ?? [];
  if (payer !== undefined) {
    const address = decodeURIComponent(payer);
    return address === 't1Nobody' ? undefined : payerPage(address, now, fresh);
  }
  const [, ip] = /^\/api\/nodes\/(\d[^/]+)$/.exec(pathname) ?? [];
  if (ip !== undefined) {
    const address = decodeURIComponent(ip);
    const node = { ...sampleNode(1, now), ip: address, walletNodes: 30, seenFrom: now - 9 * DAY };
    return { ip: address, nodes: [node], ...fresh } satisfies Answer<typeof nodeDetail>;
  }
  switch (pathname) {
    case '/api/transactions/sum':
      return { ...sums(isMissing ? 0 : payments), isLowerBound: false, ...fresh } satisfies Answer<typeof sum>;
    case '/api/apps': {
      const total = isSyncing || isMissing ? 0 : query.has('search') ? 3 : APPS;
      const apps = rows(total, (index) => listedApp(index, now));
      return { apps, sum: sums(total), ...paged(total) } satisfies Answer<typeof appList>;
    }
    case '/api/payers': {
      const total = isSyncing || isMissing ? 0 : query.has('search') ? 2 : PAYERS;
      const payers = rows(total, (index) => payerAt(index, now));
      return { payers, sum: sums(total), ...paged(total) } satisfies Answer<typeof payerList>;
    }
    case '/api/nodes/places':
      return {
        countries: [{ code: 'DE', name: 'Germany', count: 700 }],
        providers: [{ name: 'Hetzner', count: 480 }],
        largest: [{ code: 'DE', provider: 'Hetzner', count: 480 }],
        ...fresh
      } satisfies Answer<typeof nodePlaces>;
    case '/api/search':
      return found(query.get('q') ?? '', fresh);
    default:
      return undefined;
  }
}

function listedApp(index: number, now: number): ListedApp {
  const app = sampleApp(index, now);
  return {
    appName: app.appName,
    appType: app.appType,
    category: index % 3 === 0 ? 'gaming' : null,
    owner: index % 7 === 6 ? null : '1OwnerOfThisAppxxxxxxxxxxxxxxxxxxx',
    encrypted: false,
    isLive: index % 5 !== 4,
    instances: { running: index % 4, ordered: 3 },
    end: index % 6 === 5 ? null : { height: 3_100_000 + index, estimatedTime: now + DAY * index },
    payments: app.transactionCount,
    revenue: app.totalRevenue,
    revenueUsd: app.totalRevenueUsd,
    pricedCount: app.pricedCount,
    firstPayment: app.firstPayment,
    lastPayment: app.lastPayment,
    share: app.share
  };
}

function payerAt(index: number, now: number): PayerRevenue {
  return {
    payer: addressOf(index),
    source: (['team', 'fiat', 'other'] as const)[Math.min(index, 2)] ?? 'other',
    payments: 900 - index,
    revenue: `${Math.round(90_000 / (index + 1))}.25000000`,
    revenueUsd: index === 3 ? null : `${Math.round(7_000 / (index + 1))}.10`,
    pricedCount: 899 - index,
    apps: 40,
    firstPayment: now - 600 * DAY,
    lastPayment: now - 3_600 * index,
    share: Math.round(3_000 / (index + 1)) / 100
  };
}

function payerPage(address: string, now: number, fresh: { asOf: number | null; stale: boolean }) {
  const topApps = [{ appName: 'minecraft1731', payments: 12, revenue: '120.00000000', share: 40 }];
  const link = `/api/transactions/paginated?payer=${encodeURIComponent(address)}`;
  return {
    ...payerAt(5, now),
    payer: address,
    rank: 6,
    topApps,
    link,
    ...fresh
  } satisfies Answer<typeof payerDetail>;
}

function found(q: string, fresh: { asOf: number | null; stale: boolean }): Answer<typeof search> {
  if (q === 'nothing') return { q, groups: [] };
  const item = { title: 'minecraft1731', detail: '48,000.50 FLUX in 900 payments', path: '/apps/minecraft1731' };
  const group = { kind: 'app', label: 'Apps', items: [item], total: 12, totalIsLowerBound: false };
  return { q, groups: [{ ...group, path: `/apps?search=${encodeURIComponent(q)}`, ...fresh }] };
}
