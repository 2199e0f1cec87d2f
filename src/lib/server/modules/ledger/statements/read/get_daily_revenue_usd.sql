-- Revenue in dollars of the newest days with payments, ascending, with how many of the payments have a price.
-- @param limit integer
SELECT date, payment_count, priced_count, CAST(usd_micros AS TEXT) AS usd_micros
FROM (
  SELECT date, SUM(payment_count) AS payment_count, SUM(priced_count) AS priced_count, SUM(usd_micros) AS usd_micros
  FROM revenue_daily
  GROUP BY date
  ORDER BY date DESC
  LIMIT :limit
) newest
ORDER BY date
