-- Adds daily snapshots. Of a day that has one nothing is replaced: figures are put where there were none, except for the
-- revenue, which follows from the ledger (finalize_snapshots).
-- @param rows json
-- @writes
-- @fenced
-- @tells
INSERT INTO daily_snapshots (snapshot_date, origin, taken_at, revenue_sat, price_e8,
  node_cumulus, node_nimbus, node_stratus, node_total, wallet_count, collateral_cumulus_flux, collateral_nimbus_flux, collateral_stratus_flux, cpu_total_millicores,
  cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb, storage_used_mb, app_count, watchtower_count,
  git_count, docker_count, resolved_count, gaming_count, crypto_count, wordpress_count)
SELECT value ->> 'date',
       value ->> 'origin',
       CAST(value ->> 'taken_at' AS BIGINT),
       CAST(value ->> 'revenue_sat' AS BIGINT),
       CAST(value ->> 'price_e8' AS BIGINT),
       CAST(value ->> 'node_cumulus' AS INTEGER),
       CAST(value ->> 'node_nimbus' AS INTEGER),
       CAST(value ->> 'node_stratus' AS INTEGER),
       CAST(value ->> 'node_total' AS INTEGER),
       CAST(value ->> 'wallet_count' AS INTEGER),
       CAST(value ->> 'collateral_cumulus_flux' AS BIGINT),
       CAST(value ->> 'collateral_nimbus_flux' AS BIGINT),
       CAST(value ->> 'collateral_stratus_flux' AS BIGINT),
       CAST(value ->> 'cpu_total_millicores' AS BIGINT),
       CAST(value ->> 'cpu_used_millicores' AS BIGINT),
       CAST(value ->> 'ram_total_mb' AS BIGINT),
       CAST(value ->> 'ram_used_mb' AS BIGINT),
       CAST(value ->> 'storage_total_mb' AS BIGINT),
       CAST(value ->> 'storage_used_mb' AS BIGINT),
       CAST(value ->> 'app_count' AS INTEGER),
       CAST(value ->> 'watchtower_count' AS INTEGER),
       CAST(value ->> 'git_count' AS INTEGER),
       CAST(value ->> 'docker_count' AS INTEGER),
       CAST(value ->> 'resolved_count' AS INTEGER),
       CAST(value ->> 'gaming_count' AS INTEGER),
       CAST(value ->> 'crypto_count' AS INTEGER),
       CAST(value ->> 'wordpress_count' AS INTEGER)
FROM json_each(:rows)
WHERE TRUE
ON CONFLICT (snapshot_date) DO UPDATE SET
  origin = CASE daily_snapshots.origin WHEN 'backfilled' THEN excluded.origin ELSE daily_snapshots.origin END,
  price_e8                = COALESCE(daily_snapshots.price_e8, excluded.price_e8),
  node_cumulus            = COALESCE(daily_snapshots.node_cumulus, excluded.node_cumulus),
  node_nimbus             = COALESCE(daily_snapshots.node_nimbus, excluded.node_nimbus),
  node_stratus            = COALESCE(daily_snapshots.node_stratus, excluded.node_stratus),
  node_total              = COALESCE(daily_snapshots.node_total, excluded.node_total),
  wallet_count            = COALESCE(daily_snapshots.wallet_count, excluded.wallet_count),
  collateral_cumulus_flux = COALESCE(daily_snapshots.collateral_cumulus_flux, excluded.collateral_cumulus_flux),
  collateral_nimbus_flux  = COALESCE(daily_snapshots.collateral_nimbus_flux, excluded.collateral_nimbus_flux),
  collateral_stratus_flux = COALESCE(daily_snapshots.collateral_stratus_flux, excluded.collateral_stratus_flux),
  cpu_total_millicores    = COALESCE(daily_snapshots.cpu_total_millicores, excluded.cpu_total_millicores),
  cpu_used_millicores     = COALESCE(daily_snapshots.cpu_used_millicores, excluded.cpu_used_millicores),
  ram_total_mb            = COALESCE(daily_snapshots.ram_total_mb, excluded.ram_total_mb),
  ram_used_mb             = COALESCE(daily_snapshots.ram_used_mb, excluded.ram_used_mb),
  storage_total_mb        = COALESCE(daily_snapshots.storage_total_mb, excluded.storage_total_mb),
  storage_used_mb         = COALESCE(daily_snapshots.storage_used_mb, excluded.storage_used_mb),
  app_count               = COALESCE(daily_snapshots.app_count, excluded.app_count),
  watchtower_count        = COALESCE(daily_snapshots.watchtower_count, excluded.watchtower_count),
  git_count               = COALESCE(daily_snapshots.git_count, excluded.git_count),
  docker_count            = COALESCE(daily_snapshots.docker_count, excluded.docker_count),
  resolved_count          = COALESCE(daily_snapshots.resolved_count, excluded.resolved_count),
  gaming_count            = COALESCE(daily_snapshots.gaming_count, excluded.gaming_count),
  crypto_count            = COALESCE(daily_snapshots.crypto_count, excluded.crypto_count),
  wordpress_count         = COALESCE(daily_snapshots.wordpress_count, excluded.wordpress_count)
