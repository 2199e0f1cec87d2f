-- What was paid for an app up to a height; no row where nothing was.
-- @param app_name text
-- @param height   integer
-- @heavy
SELECT :app_name AS app_name,
       (SELECT l.app_type FROM revenue_transactions l
        WHERE l.app_name = :app_name AND l.block_height <= :height ORDER BY l.sort_key DESC LIMIT 1) AS app_type,
       COUNT(*) AS payment_count, CAST(SUM(t.amount_sat) AS TEXT) AS amount_sat,
       CAST(COALESCE(SUM(t.usd_micros), 0) AS TEXT) AS usd_micros, COUNT(t.usd_micros) AS priced_count,
       MIN(t.block_time) AS first_payment, MAX(t.block_time) AS last_payment
FROM revenue_transactions t
WHERE t.app_name = :app_name AND t.block_height <= :height
HAVING COUNT(*) > 0
