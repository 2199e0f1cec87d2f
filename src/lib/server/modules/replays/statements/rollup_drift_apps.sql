-- Of some apps, {name: 1}, those whose stored sums are not those of their payments.
-- @param keys json
-- @heavy
WITH asked AS MATERIALIZED (SELECT key FROM json_each(:keys)),
actual AS (
  SELECT t.app_name AS key, COUNT(*) AS payments, SUM(t.amount_sat) AS sat, SUM(COALESCE(t.usd_micros, 0)) AS usd,
         COUNT(t.usd_micros) AS priced, MIN(t.sort_key) AS first_key, MAX(t.sort_key) AS last_key
  FROM asked a
  JOIN revenue_transactions t ON t.app_name = a.key
  GROUP BY t.app_name
),
each_side AS (
  SELECT a.key, 1 AS side,
         CAST(a.payments AS TEXT) || ' ' || CAST(a.sat AS TEXT) || ' ' || CAST(a.usd AS TEXT) || ' ' || CAST(a.priced AS TEXT)
           || ' ' || CAST(f.block_time AS TEXT) || ' ' || CAST(l.block_time AS TEXT) || ' ' || COALESCE(l.app_type, '') AS text_of
  FROM actual a
  JOIN revenue_transactions f ON f.sort_key = a.first_key
  JOIN revenue_transactions l ON l.sort_key = a.last_key
  UNION ALL
  SELECT app_name, 0,
         CAST(payment_count AS TEXT) || ' ' || CAST(amount_sat AS TEXT) || ' ' || CAST(usd_micros AS TEXT) || ' '
           || CAST(priced_count AS TEXT) || ' ' || COALESCE(CAST(first_payment AS TEXT), '') || ' '
           || COALESCE(CAST(last_payment AS TEXT), '') || ' ' || COALESCE(app_type, '')
  FROM revenue_apps
  WHERE app_name IN (SELECT key FROM asked)
)
SELECT key, 'app' AS part,
       MAX(CASE WHEN side = 0 THEN text_of END) AS stored,
       MAX(CASE WHEN side = 1 THEN text_of END) AS actual
FROM each_side
GROUP BY key
HAVING COALESCE(MAX(CASE WHEN side = 0 THEN text_of END), '') <> COALESCE(MAX(CASE WHEN side = 1 THEN text_of END), '')
ORDER BY key
