-- Rows per table.
-- @heavy
SELECT 'app_messages' AS name, COUNT(*) AS rows FROM app_messages
UNION ALL SELECT 'audit_log', COUNT(*) FROM audit_log
UNION ALL SELECT 'chain_transactions', COUNT(*) FROM chain_transactions
UNION ALL SELECT 'failed_txids', COUNT(*) FROM failed_txids
UNION ALL SELECT 'flux_price_history', COUNT(*) FROM flux_price_history
UNION ALL SELECT 'jobs', COUNT(*) FROM jobs
UNION ALL SELECT 'reorgs', COUNT(*) FROM reorgs
UNION ALL SELECT 'revenue_apps', COUNT(*) FROM revenue_apps
UNION ALL SELECT 'revenue_daily', COUNT(*) FROM revenue_daily
UNION ALL SELECT 'revenue_transactions', COALESCE(SUM(payment_count), 0) FROM revenue_daily
ORDER BY name
