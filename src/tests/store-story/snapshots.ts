/** The story's history: snapshots that are added, filled and finalised, images and their categories told anew. */
import type { NewSnapshot } from '../../lib/server/modules/history/statements-write.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf, NOON } from '../support/factories.ts';
import { dayOf } from './payments.ts';
import type { Ask } from './story.ts';

const other = { category: 'other', slug: 'thing', label: 'Thing' } as const;
const game = { category: 'gaming', slug: 'palworld', label: 'Palworld' } as const;

export async function tellSnapshots(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'snapshots');
  const span = { start: dayOf(12), end: dayOf(0) };
  const rows = [
    snapshot(dayOf(9), { node_total: 7 }),
    snapshot(dayOf(10), { origin: 'imported', revenue_sat: '9007199254740993' })
  ];
  await ask('store_snapshots', { ...lease, rows, events: [] });
  const later = [
    snapshot(dayOf(9), { node_total: 8, cpu_total_millicores: 9_007_199_254_740_990, price_e8: '7000000' }),
    snapshot(dayOf(0), { origin: 'backfilled' }),
    snapshot(dayOf(11), { gaming_count: 1 })
  ];
  await ask('store_snapshots', { ...lease, rows: later, events: [] });
  const filling = [
    snapshot(dayOf(0), { origin: 'imported', app_count: 5 }),
    snapshot(dayOf(9), { origin: 'imported' })
  ];
  await ask('store_snapshots', { ...lease, rows: filling, events: [] });
  await ask('snapshots_between', span);
  await ask('finalize_snapshots', { ...lease, before: dayOf(10) });
  await ask('finalize_snapshots', { ...lease, before: dayOf(9) });
  await ask('finalize_snapshots', { ...lease, before: dayOf(8) });
  await ask('finalize_snapshots', { ...lease, before: dayOf(8) });
  await ask('snapshots_between', span);

  const images = { 'a/thing:1': { ...other, repository: 'a/thing' }, 'Über:2': { ...other, repository: 'Über' } };
  const seen = (image_name: string, instance_count: number) => ({
    date: dayOf(9),
    image_name,
    instance_count,
    category_count: instance_count - 1
  });
  const products = [{ date: dayOf(9), slug: 'palworld', instance_count: 4 }];
  await ask('store_repo_rows', { ...lease, images, rows: [seen('Über:2', 5), seen('a/thing:1', 3)], products });
  const again = [{ ...products[0]!, instance_count: 9 }];
  const more = { ...images, 'b/new': { ...game, repository: 'b/new' } };
  await ask('store_repo_rows', {
    ...lease,
    images: more,
    rows: [seen('Über:2', 6), seen('b/new', 2)],
    products: again
  });
  const uncounted = [{ date: dayOf(8), slug: 'palworld', instance_count: 2 }];
  await ask('store_repo_rows', { ...lease, images: {}, rows: [], products: uncounted });
  await ask('drop_product_days', { ...lease, dates: { [dayOf(8)]: 1, [dayOf(9)]: 1 } });
  await ask('backup_product_snapshots', { after: {}, limit: 9 });
  await ask('repo_images', {});
  await ask('recount_categories', { ...lease, ...span });
  await ask('snapshots_between', span);
  await ask('store_repo_categories', { ...lease, images: { 1: game, 99: game } });
  await ask('recount_categories', { ...lease, ...span });
  await ask('repo_images', {});
  await ask('snapshots_between', span);
}

function snapshot(date: string, more: Partial<NewSnapshot> = {}): NewSnapshot {
  return {
    date,
    origin: 'observed',
    taken_at: NOON,
    revenue_sat: null,
    price_e8: null,
    node_cumulus: 3,
    node_nimbus: null,
    node_stratus: null,
    node_total: null,
    wallet_count: null,
    collateral_cumulus_flux: null,
    collateral_nimbus_flux: null,
    collateral_stratus_flux: null,
    cpu_total_millicores: null,
    cpu_used_millicores: null,
    ram_total_mb: null,
    ram_used_mb: null,
    storage_total_mb: null,
    storage_used_mb: null,
    app_count: null,
    watchtower_count: null,
    git_count: null,
    docker_count: null,
    resolved_count: null,
    gaming_count: null,
    crypto_count: null,
    wordpress_count: null,
    ...more
  };
}
