/**
 * What the overview's chart can show: categories, each with its metrics, the first of which is what an address without one
 * means. Names are parts of addresses that people have shared: they stay.
 */
interface Metric {
  key: string;
  /** On its button. */
  text: string;
  title: string;
}

interface ChartCategory {
  text: string;
  title: string;
  metrics: readonly [Metric, ...Metric[]];
}

const products = (what: string) =>
  [
    { key: 'products', text: 'Products', title: `The largest products: ${what}` },
    { key: 'total', text: 'Total', title: `All ${what}` }
  ] as const;

export const chartCategories = {
  revenue: {
    text: 'Revenue',
    title: 'Revenue, payments and price',
    metrics: [
      { key: 'revenue', text: 'Revenue', title: 'What was paid' },
      { key: 'payments', text: 'Payments', title: 'How many payments' },
      { key: 'price', text: 'Price', title: 'USD per FLUX' }
    ]
  },
  gaming: { text: 'Gaming', title: 'Game servers', metrics: products('game servers') },
  crypto: { text: 'Crypto', title: 'Crypto nodes', metrics: products('crypto nodes') },
  nodes: {
    text: 'Nodes',
    title: 'Nodes of the network',
    metrics: [
      { key: 'tiers', text: 'Tiers', title: 'Nodes by tier' },
      { key: 'total', text: 'Total', title: 'All nodes' },
      { key: 'wallets', text: 'Wallets', title: 'Distinct payment addresses of nodes' },
      { key: 'collateral', text: 'Collateral', title: 'FLUX locked as collateral' }
    ]
  },
  cloud: {
    text: 'Cloud',
    title: 'CPU, RAM and storage',
    metrics: [
      { key: 'utilization', text: 'In use', title: 'Percent in use' },
      { key: 'cpu', text: 'CPU', title: 'CPU threads, all and in use' },
      { key: 'ram', text: 'RAM', title: 'RAM, all and in use' },
      { key: 'storage', text: 'Storage', title: 'Storage, all and in use' }
    ]
  },
  applications: {
    text: 'Apps',
    title: 'Running containers',
    metrics: [
      { key: 'total', text: 'Total', title: 'All containers' },
      { key: 'kinds', text: 'Git, Docker', title: 'Containers by how their app is made' },
      { key: 'wordpress', text: 'WordPress', title: 'WordPress containers' }
    ]
  },
  repos: {
    text: 'Images',
    title: 'Containers of one image',
    metrics: [{ key: 'image', text: 'Containers', title: 'Containers of one image' }]
  }
} as const satisfies Record<string, ChartCategory>;

export type ChartCategoryName = keyof typeof chartCategories;
export type ChartMetric = {
  [C in ChartCategoryName]: { category: C; metric: (typeof chartCategories)[C]['metrics'][number]['key'] };
}[ChartCategoryName];

/** What can be drawn beside another figure, on an axis of its own. Names are parts of addresses too. */
export const secondFigures = {
  revenue: { text: 'Revenue, FLUX', of: { category: 'revenue', metric: 'revenue', unit: 'flux' } },
  usd: { text: 'Revenue, USD', of: { category: 'revenue', metric: 'revenue', unit: 'usd' } },
  payments: { text: 'Payments', of: { category: 'revenue', metric: 'payments', unit: 'flux' } },
  price: { text: 'Price of FLUX', of: { category: 'revenue', metric: 'price', unit: 'flux' } },
  nodes: { text: 'Nodes', of: { category: 'nodes', metric: 'total', unit: 'flux' } },
  apps: { text: 'Containers', of: { category: 'applications', metric: 'total', unit: 'flux' } }
} as const satisfies Record<string, { text: string; of: ChartMetric & { unit: 'flux' | 'usd' } }>;
export type SecondName = keyof typeof secondFigures;
