/** History by day: snapshots of every metric, containers per image and per product. */
import { bigint, exact, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const historyTables = {
  daily_snapshots: {
    backup: 'rows',
    key: ['snapshot_date'],
    columns: {
      snapshot_date: text,
      origin: text,
      taken_at: bigint,
      revenue_sat: exact,
      revenue_usd_micros: exact,
      payment_count: integer,
      priced_count: integer,
      price_e8: exact,
      node_cumulus: integer,
      node_nimbus: integer,
      node_stratus: integer,
      node_total: integer,
      wallet_count: integer,
      collateral_cumulus_flux: bigint,
      collateral_nimbus_flux: bigint,
      collateral_stratus_flux: bigint,
      cpu_total_millicores: bigint,
      cpu_used_millicores: bigint,
      ram_total_mb: bigint,
      ram_used_mb: bigint,
      storage_total_mb: bigint,
      storage_used_mb: bigint,
      app_count: integer,
      watchtower_count: integer,
      git_count: integer,
      docker_count: integer,
      resolved_count: integer,
      gaming_count: integer,
      crypto_count: integer,
      wordpress_count: integer
    }
  },
  repo_snapshots: {
    backup: 'rows',
    key: ['snapshot_date', 'image_id'],
    columns: { snapshot_date: text, image_id: integer, instance_count: integer, category_count: integer }
  },
  repo_images: {
    backup: 'rows',
    key: ['id'],
    columns: {
      id: integer,
      image_name: text,
      repository: text,
      category: text,
      product_slug: text,
      product_label: text
    }
  },
  product_snapshots: {
    backup: 'rows',
    key: ['snapshot_date', 'slug'],
    columns: { snapshot_date: text, slug: text, instance_count: integer }
  }
} as const satisfies Record<string, Table>;

type HistoryTables = typeof historyTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends HistoryTables {}
}

export default { order: 4, tables: historyTables } satisfies TableFile;
