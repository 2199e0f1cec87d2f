/** Current figures for tests: all of them follow from one number, so that a test can tell from a row when it was taken. */
import type { CurrentFigures } from '../../lib/domain/census/current-figures.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from './factories.ts';

const reporting = { reporting: 90, nodes: 100 };

/** `mark` is added to one value of each figure. Categories are what images and names add up to, as a census counts them. */
export function figures(
  mark: number
): Pick<
  CurrentFigures,
  'nodes' | 'wallets' | 'collateral' | 'cpu' | 'ram' | 'storage' | 'apps' | 'images' | 'flux_price_usd'
> {
  const images = [
    ...Array.from({ length: 12 }, (_, at) => ({
      image: `some/image${String(at)}:1`,
      instances: at + 2,
      categoryCount: at + 1
    })),
    { image: 'presearch/node:1', instances: 31, categoryCount: 30 },
    { image: 'wordpress:6', instances: 7, categoryCount: 7 }
  ];
  return {
    nodes: { cumulus: 1_000 + mark, nimbus: 500, stratus: 100 },
    wallets: { unique: 800 + mark },
    collateral: { cumulus: 1_000_000 + mark, nimbus: 2_000_000, stratus: 3_000_000 },
    cpu: { total: 10_000_000 + mark, used: 4_000_000, ...reporting },
    ram: { total: 20_000_000 + mark, used: 5_000_000, ...reporting },
    storage: { total: 30_000_000 + mark, used: 6_000_000, ...reporting },
    apps: {
      total: 2_000 + mark,
      watchtower: 5,
      git: 300,
      docker: 1_700 + mark,
      resolved: 1_500,
      gaming: { total: 40 + mark, products: [] },
      crypto: { total: 30, products: [] },
      wordpress: { total: 7, products: [] },
      ...reporting
    },
    images: { images, named: { palworld: 40 + mark } },
    flux_price_usd: String(7_000_000 + mark)
  };
}

/** Stores figures as the census does. */
export async function plantFigures(store: Store, given: Partial<CurrentFigures>, asOf: number): Promise<void> {
  const lease = await leaseOf(store, 'census');
  for (const [name, figure] of Object.entries(given)) {
    await store.query('store_metric', { ...lease, name, value: JSON.stringify(figure), source: 'test', as_of: asOf });
  }
}
