/** Backups as the original dashboard exports them: its columns, its floats, its terabytes. */
import { Readable } from 'node:stream';
import type { LegacyTable, TableFile } from '../../lib/server/modules/backup/legacy/table.ts';

/** A good day. */
export const legacyDay = {
  id: 7,
  snapshot_date: '2026-03-10',
  daily_revenue: 123.456789015,
  flux_price_usd: 0.0712345678,
  node_cumulus: 3_378,
  node_nimbus: 1_582,
  node_stratus: 1_764,
  node_total: 6_724,
  total_cpu_cores: 71_234.5,
  used_cpu_cores: 20_111.1,
  cpu_utilization_percent: 28.2,
  total_ram_gb: 219.8765435,
  used_ram_gb: 61.5,
  total_storage_gb: 3_456.789,
  used_storage_gb: 9.9e-1,
  total_apps: 6_100,
  watchtower_count: 12,
  gitapps_count: 100,
  dockerapps_count: 6_000,
  gaming_apps_total: 420,
  crypto_nodes_total: 900,
  wordpress_count: 33,
  gaming_minecraft: 200,
  gaming_project_zomboid: 5,
  gaming_valheim: 0,
  crypto_presearch: 500,
  created_at: 1_773_101_100_000
};

export const legacyImage = { snapshot_date: '2026-03-01', image_name: 'a/b:1', instance_count: 1 };

/** Rows, a whole document, or a text that is none. */
export type LegacyContent = object[] | object | string;

export function legacyText(table: LegacyTable, content: LegacyContent): string {
  if (typeof content === 'string') return content;
  const isRows = Array.isArray(content);
  const whole = isRows ? { table, exportedAt: '2026-03-18', rowCount: content.length, rows: content } : content;
  return JSON.stringify(whole, null, 2);
}

/** A file of it that arrives in small pieces. */
export function legacyFile(table: LegacyTable, content: LegacyContent): TableFile {
  const parts = legacyText(table, content).match(/[^]{1,90}/g) ?? [];
  return { name: `test/${table}.json`, table, read: () => Readable.from(parts.map((part) => Buffer.from(part))) };
}
