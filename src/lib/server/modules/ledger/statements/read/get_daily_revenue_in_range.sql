-- Revenue of the days with payments from start to end, ascending.
-- @param start text
-- @param end   text
SELECT date, SUM(payment_count) AS payment_count, CAST(SUM(amount_sat) AS TEXT) AS amount_sat
FROM revenue_daily
WHERE date BETWEEN :start AND :end
GROUP BY date
ORDER BY date
