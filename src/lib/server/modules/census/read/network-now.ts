/** The current figures in the terms of the sections: columns, products, and how much of the network told them. */
import type { Coverage, Freshness } from '../../../../contract/kit/figures.ts';
import type { ProductCount } from '../../../../contract/census/network.ts';
import type { Reporting } from '../../../../domain/census/current-figures.ts';
import { columnsOf, totalOf, type NetworkColumns } from '../../../../domain/census/network-columns.ts';
import type { Current } from './current.ts';
import { byCount } from './network.ts';

export function columnsNow(current: Current): NetworkColumns {
  return columnsOf({
    nodes: current('nodes').value,
    wallets: current('wallets').value,
    collateral: current('collateral').value,
    cpu: current('cpu').value,
    ram: current('ram').value,
    storage: current('storage').value,
    apps: current('apps').value
  });
}

export function nodeTotal(current: Current): number | null {
  return totalOf(current('nodes').value);
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
