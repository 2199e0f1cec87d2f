-- Revenue of the newest days with payments, ascending.
-- @param limit integer
SELECT date, payment_count, CAST(amount_sat AS TEXT) AS amount_sat
FROM (
  SELECT date, SUM(payment_count) AS payment_count, SUM(amount_sat) AS amount_sat
  FROM revenue_daily
  GROUP BY date
  ORDER BY date DESC
  LIMIT :limit
) newest
ORDER BY date
