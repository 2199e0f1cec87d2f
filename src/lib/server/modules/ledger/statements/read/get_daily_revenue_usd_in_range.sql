-- Revenue in dollars of the days with payments from start to end, ascending, with how many of the payments have a price.
-- @param start text
-- @param end   text
SELECT date, SUM(payment_count) AS payment_count, SUM(priced_count) AS priced_count, CAST(SUM(usd_micros) AS TEXT) AS usd_micros
FROM revenue_daily
WHERE date BETWEEN :start AND :end
GROUP BY date
ORDER BY date
