/**
 * Current figures as the columns of a daily snapshot. Only figures younger than STALE_AFTER_SECONDS count; the columns of
 * any other are null. Each figure is taken as a whole or not at all.
 */
import { isWithin } from '../../../../domain/ages.ts';
import { STALE_AFTER_SECONDS, type CurrentFigures } from '../../../../domain/current-figures.ts';
import type { Statements } from '../../../platform/store/store.ts';
import type { NewSnapshot } from '../statements-write.ts';

export type FreshFigures = Partial<CurrentFigures>;
export type SnapshotMetrics = Omit<NewSnapshot, 'date' | 'origin' | 'taken_at' | 'revenue_sat'>;

/** A day is worth a snapshot with at least two of these. */
export const coreFigures = ['nodes', 'apps', 'cpu', 'ram', 'storage'] as const satisfies (keyof CurrentFigures)[];

export function freshFigures(rows: Statements['current_metrics_all']['row'][], now: number): FreshFigures {
  const fresh = rows.filter(({ as_of }) => isWithin(as_of, now, STALE_AFTER_SECONDS - 1));
  return Object.fromEntries(fresh.map(({ name, value }) => [name, JSON.parse(value) as unknown]));
}

export function metricsOf(figures: FreshFigures): SnapshotMetrics {
  const { nodes, wallets, collateral, cpu, ram, storage, apps } = figures;
  return {
    price_e8: figures.flux_price_usd ?? null,
    node_cumulus: nodes?.cumulus ?? null,
    node_nimbus: nodes?.nimbus ?? null,
    node_stratus: nodes?.stratus ?? null,
    node_total: nodes === undefined ? null : nodes.cumulus + nodes.nimbus + nodes.stratus,
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

/** A day of which nothing is known yet. */
export const noMetrics: SnapshotMetrics = metricsOf({});
