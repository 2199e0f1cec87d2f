/**
 * The figures of the network as columns in base units: the one way from figures to what is shown of now and what is kept of
 * a day. A figure is taken as a whole or not at all; what is made of an unknown one is unknown.
 */
import { tiers, type PerTier } from './census.ts';
import type { CurrentFigures } from './current-figures.ts';

/** Every metric of a moment in base units (millicores, MB, whole FLUX); null = not known. */
export interface NetworkColumns {
  node_cumulus: number | null;
  node_nimbus: number | null;
  node_stratus: number | null;
  node_total: number | null;
  wallet_count: number | null;
  collateral_cumulus_flux: number | null;
  collateral_nimbus_flux: number | null;
  collateral_stratus_flux: number | null;
  cpu_total_millicores: number | null;
  cpu_used_millicores: number | null;
  ram_total_mb: number | null;
  ram_used_mb: number | null;
  storage_total_mb: number | null;
  storage_used_mb: number | null;
  app_count: number | null;
  watchtower_count: number | null;
  git_count: number | null;
  docker_count: number | null;
  resolved_count: number | null;
  gaming_count: number | null;
  crypto_count: number | null;
  wordpress_count: number | null;
}

type Source = 'nodes' | 'wallets' | 'collateral' | 'cpu' | 'ram' | 'storage' | 'apps';

/** Figures that are left out, undefined or null are not known. */
export type KnownFigures = { readonly [N in Source]?: CurrentFigures[N] | null | undefined };

export function columnsOf({ nodes, wallets, collateral, cpu, ram, storage, apps }: KnownFigures): NetworkColumns {
  return {
    node_cumulus: nodes?.cumulus ?? null,
    node_nimbus: nodes?.nimbus ?? null,
    node_stratus: nodes?.stratus ?? null,
    node_total: totalOf(nodes),
    wallet_count: wallets?.unique ?? null,
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

/** A moment of which nothing is known. */
export const unknownColumns: Readonly<NetworkColumns> = columnsOf({});

/** Nodes of all tiers. */
export function totalOf(nodes: PerTier<number> | null | undefined): number | null {
  return nodes == null ? null : tiers.reduce((sum, tier) => sum + nodes[tier], 0);
}
