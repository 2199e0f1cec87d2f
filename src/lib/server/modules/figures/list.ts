/** Every figure that the pages show: what it is, by which rule it is made, what it is made of. */
import type { FigureName } from '../../../domain/census/current-figures.ts';

export interface FigureEntry {
  id: string;
  label: string;
  unit: string;
  /** One sentence. */
  rule: string;
  endpoint: string;
  /** Names of sources, as health has them. */
  sources: readonly string[];
  /** What its age is that of: the ledger, or a figure of the census. */
  from: 'ledger' | 'subscriptions' | FigureName;
  /** Its column in the daily snapshots, where it has one. */
  column?: string;
}

const chain = ['blockbook', 'daemon'];
const prices = ['binance', 'coingecko', 'explorer'];

const revenueOf = (id: string, label: string): FigureEntry => ({
  id: `revenue-${id}`,
  label,
  unit: 'FLUX',
  rule: 'The sum of all outputs to a tracked address in the period, in satoshi; change of the tracked addresses themselves and platform-paid updates are left out.',
  endpoint: `/api/revenue/${id}`,
  sources: chain,
  from: 'ledger'
});

const tierOf = (id: string, label: string): FigureEntry => ({
  id: `nodes-${id}`,
  label,
  unit: 'nodes',
  rule: 'The enabled nodes of the tier, as the network counts them.',
  endpoint: '/api/metrics/current',
  sources: ['node-counts'],
  from: 'nodes',
  column: `node_${id}`
});

const resourceOf = (id: 'cpu' | 'ram' | 'storage', label: string, unit: string): FigureEntry => ({
  id,
  label,
  unit,
  rule: 'Total: what the benchmarks of all reporting nodes measured. Used: what apps have locked on them.',
  endpoint: '/api/metrics/current',
  sources: ['machines'],
  from: id
});

const categoryOf = (id: string, label: string, column: string): FigureEntry => ({
  id,
  label,
  unit: 'containers',
  rule: 'Running containers whose image, found by their name in the specifications, is of the category.',
  endpoint: `/api/metrics/category/${id}/top`,
  sources: ['containers', 'app-specs'],
  from: 'apps',
  column
});

export const figureList: readonly FigureEntry[] = [
  revenueOf('daily', 'Revenue today'),
  revenueOf('weekly', 'Revenue this week'),
  revenueOf('monthly', 'Revenue this month'),
  revenueOf('quarterly', 'Revenue this quarter'),
  revenueOf('yearly', 'Revenue this year'),
  {
    id: 'revenue-usd',
    label: 'Revenue in dollars',
    unit: 'USD',
    rule: 'Each payment at the close of its UTC day, at the live price until that is known; payments without a price are left out and counted.',
    endpoint: '/api/revenue/monthly',
    sources: [...chain, ...prices],
    from: 'ledger'
  },
  {
    id: 'payments',
    label: 'Payments',
    unit: 'payments',
    rule: 'Transactions with an output to a tracked address, each once however many outputs it has.',
    endpoint: '/api/transactions/summary',
    sources: chain,
    from: 'ledger'
  },
  {
    id: 'height',
    label: 'Block height',
    unit: 'blocks',
    rule: 'The block up to which the chain was read to the end.',
    endpoint: '/api/header',
    sources: chain,
    from: 'ledger'
  },
  {
    id: 'price',
    label: 'Price of FLUX',
    unit: 'USD',
    rule: 'The newest price of the first source that answers, for at most six hours.',
    endpoint: '/api/header',
    sources: prices,
    from: 'flux_price_usd',
    column: 'price_e8'
  },
  {
    id: 'nodes',
    label: 'Nodes',
    unit: 'nodes',
    rule: 'The enabled nodes of all tiers, as the network counts them.',
    endpoint: '/api/metrics/current',
    sources: ['node-counts'],
    from: 'nodes',
    column: 'node_total'
  },
  tierOf('cumulus', 'Cumulus nodes'),
  tierOf('nimbus', 'Nimbus nodes'),
  tierOf('stratus', 'Stratus nodes'),
  {
    id: 'wallets',
    label: 'Wallets of operators',
    unit: 'wallets',
    rule: 'Different payment addresses in the list of nodes.',
    endpoint: '/api/metrics/current',
    sources: ['node-list'],
    from: 'wallets',
    column: 'wallet_count'
  },
  {
    id: 'collateral',
    label: 'Locked collateral',
    unit: 'FLUX',
    rule: 'The collateral of the tier of each listed node, added up.',
    endpoint: '/api/metrics/current',
    sources: ['node-list'],
    from: 'collateral'
  },
  resourceOf('cpu', 'CPU', 'threads'),
  resourceOf('ram', 'RAM', 'GB'),
  resourceOf('storage', 'Storage', 'GB'),
  {
    id: 'apps',
    label: 'Running containers',
    unit: 'containers',
    rule: 'Running containers that the machines tell, without watchtower.',
    endpoint: '/api/metrics/current',
    sources: ['containers'],
    from: 'apps',
    column: 'app_count'
  },
  {
    id: 'apps-git',
    label: 'Git apps',
    unit: 'containers',
    rule: 'Running containers whose image, found by their name in the specifications, is runonflux/orbit.',
    endpoint: '/api/metrics/current',
    sources: ['containers', 'app-specs'],
    from: 'apps',
    column: 'git_count'
  },
  {
    id: 'apps-docker',
    label: 'Docker apps',
    unit: 'containers',
    rule: 'Running containers that are no git apps.',
    endpoint: '/api/metrics/current',
    sources: ['containers', 'app-specs'],
    from: 'apps',
    column: 'docker_count'
  },
  categoryOf('gaming', 'Gaming', 'gaming_count'),
  categoryOf('crypto', 'Crypto', 'crypto_count'),
  categoryOf('wordpress', 'WordPress', 'wordpress_count'),
  {
    id: 'subscriptions-deferred',
    label: 'Owed of subscriptions',
    unit: 'FLUX',
    rule: 'What was paid and carried in, less what is earned, broken and carried out, of every segment at the newest block.',
    endpoint: '/api/subscriptions/summary',
    sources: [...chain, 'apps'],
    from: 'subscriptions'
  }
];
