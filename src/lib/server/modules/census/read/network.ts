/**
 * Base units in, sections of an answer out: the one way from columns to shown figures, whether they describe now or a day.
 *
 * Parts are divided before anything is rounded; where a part is unknown, so is what is made of it.
 */
import type * as wire from '../../../../contract/census/network.ts';
import { percentOf } from '../../../../domain/money/money.ts';
import { tiers, type Tier } from '../../../../domain/census/census.ts';
import type { NetworkColumns } from '../../../../domain/census/network-columns.ts';

type Columns = Readonly<NetworkColumns>;

/** All sections but revenue; without products, which are no columns. */
export function sectionsOf(row: Columns) {
  const resource = (total: number | null, used: number | null) => ({
    total: inThousands(total),
    used: inThousands(used),
    utilization: percent(used, total)
  });
  return {
    cloud: {
      cpu: resource(row.cpu_total_millicores, row.cpu_used_millicores),
      ram: resource(row.ram_total_mb, row.ram_used_mb),
      storage: resource(row.storage_total_mb, row.storage_used_mb)
    },
    apps: {
      total: row.app_count,
      watchtower: row.watchtower_count,
      gitapps: row.git_count,
      dockerapps: row.docker_count,
      gitappsPercent: percent(row.git_count, row.app_count),
      dockerappsPercent: percent(row.docker_count, row.app_count),
      resolvedPercent: percent(row.resolved_count, row.app_count)
    },
    gaming: { total: row.gaming_count },
    crypto: { total: row.crypto_count },
    wordpress: { count: row.wordpress_count },
    nodes: nodesOf(row),
    wallets: { unique: row.wallet_count },
    collateral: collateralOf(row)
  };
}

export function nodesOf(row: Columns): Record<Tier | 'total', number | null> {
  return { cumulus: row.node_cumulus, nimbus: row.node_nimbus, stratus: row.node_stratus, total: row.node_total };
}

function collateralOf(row: Columns): Record<Tier | 'total', number | null> {
  const parts = {
    cumulus: row.collateral_cumulus_flux,
    nimbus: row.collateral_nimbus_flux,
    stratus: row.collateral_stratus_flux
  };
  return { total: sumKnown(tiers.map((tier) => parts[tier])), ...parts };
}

/** null when a part is unknown. */
function sumKnown(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}

/** Products with the most containers first. */
export function byCount(products: readonly wire.ProductCount[]): wire.ProductCount[] {
  return products.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count || (a.slug < b.slug ? -1 : 1));
}

function inThousands(units: number | null): number | null {
  return units === null ? null : Math.round(units / 10) / 100;
}

function percent(part: number | null, whole: number | null): number | null {
  return part === null || whole === null ? null : percentOf(BigInt(part), BigInt(whole));
}
