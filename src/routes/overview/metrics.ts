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
