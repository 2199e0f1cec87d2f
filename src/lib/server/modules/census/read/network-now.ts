/** The current figures in the terms of the sections: columns, products, and how much of the network told them. */
import type { Coverage, Freshness } from '../../../../contract/kit/figures.ts';
import type { ProductCount } from '../../../../contract/census/network.ts';
import { tiers } from '../../../../domain/census.ts';
import type { Reporting } from '../../../../domain/current-figures.ts';
import type { NetworkColumns } from '../statements.ts';
import type { Current } from './current.ts';
import { byCount, sumKnown } from './network.ts';

export function columnsNow(current: Current): NetworkColumns {
  const nodes = current('nodes').value;
  const collateral = current('collateral').value;
  const [cpu, ram, storage] = [current('cpu').value, current('ram').value, current('storage').value];
  const apps = current('apps').value;
  return {
    node_cumulus: nodes?.cumulus ?? null,
    node_nimbus: nodes?.nimbus ?? null,
    node_stratus: nodes?.stratus ?? null,
    node_total: nodeTotal(current),
    wallet_count: current('wallets').value?.unique ?? null,
    collateral_cumulus_flux: collateral?.cumulus ?? null,
    collateral_nimbus_flux: collateral?.nimbus ?? null,
    collateral_stratus_flux: collateral?.stratus ?? null,
    cpu_total_millicores: cpu?.total ?? null,
    cpu_used_millicores: cpu?.used ?? null,
    ram_total_mb: ram?.total ?? null,
    ram_used_mb: ram?.used ?? null,
    storage_total_mb: storage?.total ?? null,
    storage_used_mb: storage?.used ?? null,
    app_count: apps?.total ?? null,
    watchtower_count: apps?.watchtower ?? null,
    git_count: apps?.git ?? null,
    docker_count: apps?.docker ?? null,
    resolved_count: apps?.resolved ?? null,
    gaming_count: apps?.gaming.total ?? null,
    crypto_count: apps?.crypto.total ?? null,
    wordpress_count: apps?.wordpress.total ?? null
  };
}

export function nodeTotal(current: Current): number | null {
  const nodes = current('nodes').value;
  return nodes === null ? null : sumKnown(tiers.map((tier) => nodes[tier]));
}

export interface CategoryNow extends Freshness {
  total: number | null;
  products: ProductCount[] | null;
  coverage: Coverage | null;
}

export function categoryNow(current: Current, category: 'gaming' | 'crypto'): CategoryNow {
  const { value, asOf, stale } = current('apps');
  const coverage = coverageNow(current, ['apps']);
  if (value === null) return { total: null, products: null, coverage, asOf, stale };
  const { total, products } = value[category];
  return { total, products: byCount(products), coverage, asOf, stale };
}

/** The least that any of the figures covers; null where they cover every node, or are not known. */
export function coverageNow(current: Current, names: readonly ('cpu' | 'ram' | 'storage' | 'apps')[]): Coverage | null {
  const known = names.flatMap((name) => {
    const coverage = coverageOf(current(name).value, nodeTotal(current));
    return coverage === null ? [] : [coverage];
  });
  return known.toSorted((a, b) => a.known / a.total - b.known / b.total)[0] ?? null;
}

function coverageOf(figure: Reporting | null, counted: number | null): Coverage | null {
  const total = figure?.nodes ?? counted;
  if (figure === null || total === null || figure.reporting >= total) return null;
  return { known: figure.reporting, total, unit: 'nodes' };
}
