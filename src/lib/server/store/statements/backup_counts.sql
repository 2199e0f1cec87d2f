-- Rows per table that a backup holds.
-- @heavy
SELECT 'app_messages' AS name, COUNT(*) AS rows FROM app_messages
UNION ALL SELECT 'app_observations', COUNT(*) FROM app_observations
UNION ALL SELECT 'audit_log', COUNT(*) FROM audit_log
UNION ALL SELECT 'chain_transactions', COUNT(*) FROM chain_transactions
UNION ALL SELECT 'current_metrics', COUNT(*) FROM current_metrics
UNION ALL SELECT 'daily_snapshots', COUNT(*) FROM daily_snapshots
UNION ALL SELECT 'failed_txids', COUNT(*) FROM failed_txids
UNION ALL SELECT 'flux_price_history', COUNT(*) FROM flux_price_history
UNION ALL SELECT 'network_apps', COUNT(*) FROM network_apps
UNION ALL SELECT 'network_nodes', COUNT(*) FROM network_nodes
UNION ALL SELECT 'node_observations', COUNT(*) FROM node_observations
UNION ALL SELECT 'observed_apps', COUNT(*) FROM observed_apps
UNION ALL SELECT 'observed_days', COUNT(*) FROM observed_days
UNION ALL SELECT 'observed_places', COUNT(*) FROM observed_places
UNION ALL SELECT 'product_snapshots', COUNT(*) FROM product_snapshots
UNION ALL SELECT 'reorgs', COUNT(*) FROM reorgs
UNION ALL SELECT 'repo_images', COUNT(*) FROM repo_images
UNION ALL SELECT 'repo_snapshots', COUNT(*) FROM repo_snapshots
UNION ALL SELECT 'revenue_transactions', COUNT(*) FROM revenue_transactions
UNION ALL SELECT 'sync_cursors', COUNT(*) FROM sync_cursors
UNION ALL SELECT 'sync_status', COUNT(*) FROM sync_status WHERE name NOT IN ('backup', 'bootstrap', 'drill')
ORDER BY name
