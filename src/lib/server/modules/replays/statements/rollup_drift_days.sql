-- Of some days, {date: 1}, those whose stored sums are not those of their payments, by source.
-- @param keys json
-- @heavy
WITH actual AS (
  SELECT t.date, t.source, COUNT(*) AS payments, SUM(t.amount_sat) AS sat, SUM(COALESCE(t.usd_micros, 0)) AS usd,
         COUNT(t.usd_micros) AS priced
  FROM revenue_transactions t
  WHERE t.date IN (SELECT key FROM json_each(:keys))
  GROUP BY t.date, t.source
),
stored AS (
  SELECT date, source, payment_count AS payments, amount_sat AS sat, usd_micros AS usd, priced_count AS priced
  FROM revenue_daily
  WHERE date IN (SELECT key FROM json_each(:keys))
),
both_sides AS (
  SELECT date, source, payments, sat, usd, priced, 1 AS side FROM actual
  UNION ALL SELECT date, source, payments, sat, usd, priced, 0 FROM stored
)
SELECT date AS key, source AS part,
       MAX(CASE WHEN side = 0 THEN text_of END) AS stored,
       MAX(CASE WHEN side = 1 THEN text_of END) AS actual
FROM (
  SELECT date, source, side, CAST(payments AS TEXT) || ' ' || CAST(sat AS TEXT) || ' ' || CAST(usd AS TEXT) || ' '
         || CAST(priced AS TEXT) AS text_of
  FROM both_sides
) each
GROUP BY date, source
HAVING COALESCE(MAX(CASE WHEN side = 0 THEN text_of END), '') <> COALESCE(MAX(CASE WHEN side = 1 THEN text_of END), '')
ORDER BY date, source
