-- What was paid for an app on the days with payments from start to end, ascending.
-- @param app_name text
-- @param start    text
-- @param end      text
-- @heavy
SELECT date, COUNT(*) AS payment_count, CAST(SUM(amount_sat) AS TEXT) AS amount_sat
FROM revenue_transactions
WHERE app_name = :app_name AND date BETWEEN :start AND :end
GROUP BY date
ORDER BY date
