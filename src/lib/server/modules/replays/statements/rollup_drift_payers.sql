-- Of some payers, {address: 1}, those whose stored sums are not those of their payments, together and by app.
-- @param keys json
-- @heavy
WITH asked AS MATERIALIZED (SELECT key FROM json_each(:keys)),
by_app AS MATERIALIZED (
  SELECT t.from_address AS key, COALESCE(t.app_name, '') AS app_name, COUNT(*) AS payments, SUM(t.amount_sat) AS sat,
         SUM(COALESCE(t.usd_micros, 0)) AS usd, COUNT(t.usd_micros) AS priced, MIN(t.sort_key) AS first_key,
         MAX(t.sort_key) AS last_key
  FROM asked a
  JOIN revenue_transactions t ON t.from_address = a.key
  GROUP BY t.from_address, COALESCE(t.app_name, '')
),
actual AS (
  SELECT key, CAST(SUM(payments) AS BIGINT) AS payments, CAST(SUM(sat) AS BIGINT) AS sat, CAST(SUM(usd) AS BIGINT) AS usd,
         CAST(SUM(priced) AS BIGINT) AS priced, SUM(CASE WHEN app_name = '' THEN 0 ELSE 1 END) AS apps,
         MIN(first_key) AS first_key, MAX(last_key) AS last_key
  FROM by_app
  GROUP BY key
),
each_side AS (
  SELECT a.key, 'payer' AS part, 1 AS side,
         CAST(a.payments AS TEXT) || ' ' || CAST(a.sat AS TEXT) || ' ' || CAST(a.usd AS TEXT) || ' ' || CAST(a.priced AS TEXT)
           || ' ' || CAST(a.apps AS TEXT) || ' ' || CAST(f.block_time AS TEXT) || ' ' || CAST(l.block_time AS TEXT) || ' '
           || l.source AS text_of
  FROM actual a
  JOIN revenue_transactions f ON f.sort_key = a.first_key
  JOIN revenue_transactions l ON l.sort_key = a.last_key
  UNION ALL
  SELECT from_address, 'payer', 0,
         CAST(payment_count AS TEXT) || ' ' || CAST(amount_sat AS TEXT) || ' ' || CAST(usd_micros AS TEXT) || ' '
           || CAST(priced_count AS TEXT) || ' ' || CAST(app_count AS TEXT) || ' ' || COALESCE(CAST(first_payment AS TEXT), '')
           || ' ' || COALESCE(CAST(last_payment AS TEXT), '') || ' ' || COALESCE(source, '')
  FROM revenue_payers
  WHERE from_address IN (SELECT key FROM asked)
  UNION ALL
  SELECT key, 'app ' || app_name, 1, CAST(payments AS TEXT) || ' ' || CAST(sat AS TEXT) FROM by_app
  UNION ALL
  SELECT from_address, 'app ' || app_name, 0, CAST(payment_count AS TEXT) || ' ' || CAST(amount_sat AS TEXT)
  FROM revenue_payer_apps
  WHERE from_address IN (SELECT key FROM asked)
)
SELECT key, part,
       MAX(CASE WHEN side = 0 THEN text_of END) AS stored,
       MAX(CASE WHEN side = 1 THEN text_of END) AS actual
FROM each_side
GROUP BY key, part
HAVING COALESCE(MAX(CASE WHEN side = 0 THEN text_of END), '') <> COALESCE(MAX(CASE WHEN side = 1 THEN text_of END), '')
ORDER BY key, part
