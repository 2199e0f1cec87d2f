/** What every GET route is asked in order to compare two engines: each parameter, its limits and its combinations. */
import type { Endpoint } from '../../lib/contract/kit/endpoint.ts';
import { routes } from '../support/declared-routes.ts';
import { plantedIds } from '../support/plant-subscription.ts';
import { Period } from '../../lib/contract/ledger/revenue.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';

export interface Question {
  route: Endpoint;
  /** With its query. */
  path: string;
}

/** Per route: path parameters and queries. */
type Asked = Record<string, { paths?: string[]; queries?: string[] }>;

/** A route that is not mentioned is asked as it is; one with path parameters must be. */
export async function questionsFor(store: Store): Promise<Question[]> {
  const asked = await askedOf(store);
  const known = new Set(gets().map(({ id }) => id));
  const unknown = Object.keys(asked).filter((id) => !known.has(id));
  if (unknown.length > 0) throw new Error(`there is no route ${unknown.join(', ')}`);
  return gets().flatMap((route) => {
    const { paths = [route.path], queries = [''] } = asked[route.id] ?? {};
    return paths.flatMap((path) => {
      if (path.includes(':')) throw new Error(`${route.id} needs parameters`);
      return queries.map((query) => ({ route, path: query === '' ? path : `${path}?${query}` }));
    });
  });
}

/** The record of calls first: every call adds to it. What has no end has no answer to compare. */
export function gets(): Endpoint[] {
  const all = routes.filter(({ method, produces }) => method === 'GET' && produces[0] !== 'text/event-stream');
  return [...all.filter(({ id }) => id === 'audit'), ...all.filter(({ id }) => id !== 'audit')];
}

async function askedOf(store: Store): Promise<Asked> {
  const payments = await store.query('payments_in_range', { from_key: '0', to_key: '9007199254740991' });
  const [first, last] = [payments[0]!, payments.at(-1)!];
  const named = payments.filter((row) => row.app_name !== null);
  const app = named.at(-1)!.app_name!;
  const images = await store.query('get_distinct_repos', {});
  const image = images.find(({ image_name }) => image_name.includes(':'))!.image_name;
  const [node] = await store.query('nodes_at', { at: last.block_time });

  const ranges = [
    ...['', 'limit=1', 'limit=7', 'limit=3650', `start_date=${first.date}`, `end_date=${last.date}`],
    ...[`start_date=${last.date}&end_date=${last.date}`, `start_date=${first.date}&end_date=${last.date}`]
  ];
  const categories = ['gaming', 'crypto', 'wordpress'];
  const searches = [
    ...[last.txid, last.txid.slice(5, 13), last.txid.slice(0, 40).toUpperCase(), last.from_address, last.address],
    ...[last.from_address.slice(3, 9).toLowerCase(), app, app.slice(0, 3), first.date, first.date.slice(0, 7)],
    ...['0.5', '1.00', '%%%', '___', '\\\\\\', 'zzz', "o'b", 'Äpf', 'äpf', 'ROCKET', '00%', 'FLUX']
  ].map((text) => `search=${encodeURIComponent(text)}`);
  const selections = [
    ...['', ...searches, `appName=${encodeURIComponent(app)}`, `appName=${encodeURIComponent(app.toUpperCase())}`],
    ...['source=team', 'source=fiat', 'source=other', 'source=team,fiat', `search=${app.slice(0, 3)}&source=other`],
    `appName=${encodeURIComponent(app)}&search=${last.date.slice(0, 4)}&source=fiat,other`
  ];
  const days = `start_date=${payments.at(-40)!.date}&end_date=${payments.at(-9)!.date}`;
  const join = (...parts: string[]) => parts.filter((part) => part !== '').join('&');
  return {
    categoryTop: {
      paths: categories.map((category) => `/api/metrics/category/${category}/top`),
      queries: ['', 'limit=100', 'limit=1&days=1', 'days=3', 'days=3650']
    },
    revenue: { paths: Period.options.map((period) => `/api/revenue/${period}`) },
    transactionsPaginated: {
      queries: [
        ...selections,
        ...['limit=1000', 'limit=7&page=3', 'limit=100&page=2', 'page=1000000', 'limit=1&page=500'],
        ...searches.map((search) => join(search, 'limit=3&page=2')),
        ...['min_amount=1&max_amount=5', 'sort=amount', 'sort=amount&order=asc&type=docker', 'order=asc&page=2', days],
        ...[`payer=${last.from_address}&sort=amount`, `payer=${last.from_address}&type=docker`, `type=git&${days}`]
      ]
    },
    transactionsOfDay: { paths: [first.date, last.date, '2001-01-01'].map((date) => `/api/transactions/${date}`) },
    transactionsExport: {
      queries: [
        ...[...selections, days].map((selection) => join('format=csv', selection)),
        ...['', days, `appName=${encodeURIComponent(app)}`].map((selection) => join('format=ndjson', selection)),
        'format=parquet',
        'format=csv&proof=line'
      ]
    },
    appAnalytics: {
      queries: [
        ...['', 'limit=1000', 'limit=5&page=2', 'page=9999', `search=${app.slice(0, 4)}`, 'search=E', 'search=%25'],
        ...['search=_', 'search=a&limit=2&page=2', 'search=zzzzzz']
      ]
    },
    comparison: { paths: [1, 2, 3, 7, 30, 365, 3_650].map((ago) => `/api/analytics/comparison/${ago}`) },
    appDetail: { paths: [app, first.app_name ?? app, 'nobody'].map((name) => `/api/apps/${encodeURIComponent(name)}`) },
    appHistory: {
      paths: [app, 'nobody'].map((name) => `/api/apps/${encodeURIComponent(name)}/history`),
      queries: ranges
    },
    nodes: {
      queries: [
        ...['', 'limit=1000', 'limit=7&page=3', 'page=9999', 'tier=cumulus', 'tier=nimbus&limit=5', 'tier=stratus'],
        ...[`search=${node!.collateral.slice(0, 12)}`, `search=${node!.payment_address}`, 'search=e&limit=9&page=2'],
        ...['search=GERMANY', 'search=%25', 'search=_', 'search=zzzzz', 'search=1&tier=stratus']
      ]
    },
    dailyRevenue: { queries: ranges },
    dailyRevenueUsd: { queries: ranges },
    snapshots: { queries: ranges },
    fullSnapshots: { queries: ranges },
    repoHistory: {
      queries: [image, image.split(':')[0]!, 'nobody/knows']
        .map((each) => `image=${encodeURIComponent(each)}`)
        .flatMap((each) => ranges.map((range) => join(each, range)))
    },
    categoryHistory: { paths: categories.map((category) => `/api/history/category/${category}`), queries: ranges },
    categoryRepos: { paths: categories.map((category) => `/api/history/category/${category}/repos`), queries: ranges },
    categoryGaming: { queries: ranges },
    categoryCrypto: { queries: ranges },
    categoryNodes: { queries: ranges },
    transactionsSum: {
      queries: [...selections, days, 'type=docker', 'min_amount=1&max_amount=5', `payer=${last.from_address}`]
    },
    payers: { queries: ['', 'limit=1000', 'limit=3&page=2', 'sort=payments&order=asc', 'source=fiat', 'search=t1'] },
    payer: { paths: [last.from_address, 'nobody'].map((payer) => `/api/payers/${payer}`) },
    nodePlaces: { queries: ['', 'country=DE'] },
    node: { paths: ['/api/nodes/192.0.2.1'] },
    chainBlock: { paths: ['/api/chain/block/100'] },
    chainTransaction: { paths: [`/api/chain/tx/${last.txid}`] },
    chainAddress: { paths: [`/api/chain/address/${last.from_address}`] },
    bitcoinBlock: { paths: ['/api/bitcoin/block/100'] },
    bitcoinTransaction: { paths: [`/api/bitcoin/tx/${'cd'.repeat(32)}`] },
    bitcoinAddress: { paths: ['/api/bitcoin/address/bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'] },
    figure: { paths: ['/api/figures/nodes', '/api/figures/nothing'] },
    replayById: { paths: ['/api/admin/replays/none'] },
    replayChanges: { paths: ['/api/admin/replays/none/changes'] },
    appList: {
      queries: [
        '',
        'state=running',
        'state=expiring&days=30',
        'state=ended',
        'sort=payments&order=asc',
        `search=${app.slice(0, 4)}`,
        days
      ]
    },
    search: {
      queries: [app, last.txid, last.from_address, String(last.block_height), 'zzzzzz'].map(
        (q) => `q=${encodeURIComponent(q)}`
      )
    },
    subscriptions: {
      queries: ['', 'status=active', 'sort=oldest&limit=100&includeTotal=true', `app=${encodeURIComponent(app)}`]
    },
    subscriptionsDaily: { queries: [...ranges, `app=${encodeURIComponent(app)}`, 'app=nobody'] },
    subscription: { paths: [`/api/subscriptions/${encodeURIComponent(plantedIds['subscription'] ?? '')}`] },
    stream: { paths: [`/api/streams/${encodeURIComponent(plantedIds['stream'] ?? '')}`] },
    insightsConcentration: {
      queries: ['by=provider&weight=nodes', 'by=payer&weight=revenue', 'by=owner&weight=revenue']
    },
    insightsBlast: { queries: ['country=DE', 'provider=Hetzner'] },
    insightsFitQuery: { queries: ['cpu=1&ram=1000&hdd=10'] },
    insightsEarnings: { paths: [`/api/insights/earnings/${node!.payment_address}`] },
    insightsEarningsCsv: { paths: [`/api/insights/earnings/${node!.payment_address}/csv`] },
    insightsDelivered: { paths: [app, 'nobody'].map((name) => `/api/insights/delivered/${encodeURIComponent(name)}`) },
    report: { paths: ['daily', 'weekly', 'monthly', 'quarterly', 'yearly'].map((period) => `/api/reports/${period}`) },
    usage: { paths: ['/api/meter/usage/nobody'] },
    usageAlias: { paths: ['/api/usage/nobody'] },
    meterSeries: { queries: ['tenant=nobody'] },
    events: { queries: ['after=999999999'] },
    webhook: { paths: ['/api/admin/webhooks/first'] },
    webhookDeliveries: { paths: ['/api/admin/webhooks/first/deliveries'] },
    ownWebhook: { paths: ['/api/webhooks/first'] },
    ownWebhookDeliveries: { paths: ['/api/webhooks/first/deliveries'] },
    jobs: { queries: ['', 'limit=1', 'limit=1000'] },
    job: { paths: ['/api/admin/jobs/first', '/api/admin/jobs/none'] },
    audit: { queries: ['', 'limit=1', 'limit=1000'] }
  };
}
