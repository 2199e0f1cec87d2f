-- One page of apps by revenue, highest first; pattern '' = all, else a LIKE pattern over the name (lower case). Always
-- answers at least one row: past the end its app_name is NULL. revenue_sat: of all payments, named app or not.
-- @param pattern text
-- @param skip    bigint
-- @param limit   integer
WITH page AS MATERIALIZED (
  SELECT app_name
  FROM revenue_apps
  WHERE :pattern = '' OR LOWER(app_name) LIKE :pattern ESCAPE '\'
  ORDER BY amount_sat DESC, app_name DESC
  LIMIT :limit
  OFFSET :skip
)
SELECT (SELECT COUNT(*) FROM revenue_apps WHERE :pattern = '' OR LOWER(app_name) LIKE :pattern ESCAPE '\') AS total,
       CAST((SELECT SUM(amount_sat) FROM revenue_daily) AS TEXT) AS revenue_sat,
       a.app_name, a.app_type, a.payment_count, CAST(a.amount_sat AS TEXT) AS amount_sat,
       CAST(a.usd_micros AS TEXT) AS usd_micros, a.priced_count, a.first_payment, a.last_payment
FROM (SELECT 1 AS one) always
LEFT JOIN page p ON TRUE
LEFT JOIN revenue_apps a ON a.app_name = p.app_name
ORDER BY a.amount_sat DESC NULLS LAST, a.app_name DESC
