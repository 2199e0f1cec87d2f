-- Daily snapshots from start to end, ascending. Satoshi, micro-dollars and prices are text.
-- @param start text
-- @param end   text
SELECT snapshot_date AS date, origin, taken_at, CAST(revenue_sat AS TEXT) AS revenue_sat,
       CAST(revenue_usd_micros AS TEXT) AS revenue_usd_micros, payment_count, priced_count, CAST(price_e8 AS TEXT) AS price_e8,
       node_cumulus, node_nimbus, node_stratus, node_total, wallet_count,
       collateral_cumulus_flux, collateral_nimbus_flux, collateral_stratus_flux,
       cpu_total_millicores, cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb, storage_used_mb,
       app_count, watchtower_count, git_count, docker_count, resolved_count, gaming_count, crypto_count, wordpress_count
FROM daily_snapshots
WHERE snapshot_date BETWEEN :start AND :end
ORDER BY snapshot_date
