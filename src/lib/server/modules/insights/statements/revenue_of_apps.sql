-- What was paid for each app on the days from start to end; payments of no known app have no row.
-- @param start text
-- @param end   text
-- @heavy
SELECT app_name, COUNT(*) AS payment_count, CAST(SUM(amount_sat) AS TEXT) AS amount_sat
FROM revenue_transactions
WHERE date BETWEEN :start AND :end AND app_name IS NOT NULL
GROUP BY app_name
ORDER BY app_name
