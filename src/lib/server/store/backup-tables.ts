/**
 * The tables that a backup holds, with the key that each is read by: the one list of backup, restore and drill.
 *
 * The order is that of reading, for a store that is written to meanwhile: cursors before what they vouch for, closes
 * before the payments valued with them, rows before the dictionaries that they point into. A key never changes, so no row
 * is read twice. Not in it are roll-ups and the search index, which follow from the payments, and what belongs to the
 * running installation (leases, jobs).
 */
export const backupTables = {
  sync_cursors: ['address'],
  sync_status: ['name'],
  failed_txids: ['txid'],
  flux_price_history: ['date'],
  revenue_transactions: ['txid'],
  chain_transactions: ['txid'],
  reorgs: ['id', 'txid'],
  app_messages: ['hash'],
  daily_snapshots: ['snapshot_date'],
  repo_snapshots: ['snapshot_date', 'image_id'],
  repo_images: ['id'],
  product_snapshots: ['snapshot_date', 'slug'],
  observed_days: ['kind', 'date'],
  app_observations: ['app_id', 'place_id', 'from_at'],
  observed_apps: ['id'],
  observed_places: ['id'],
  node_observations: ['collateral', 'from_at'],
  network_nodes: ['collateral'],
  network_apps: ['name'],
  current_metrics: ['name'],
  audit_log: ['id']
} as const satisfies Record<string, readonly string[]>;

export type BackupTable = keyof typeof backupTables;

export const backupTableNames = Object.keys(backupTables) as BackupTable[];

/** A row as a backup keeps it: what may pass 2^53 is text. */
export type BackupRow = Record<string, string | number | null>;
