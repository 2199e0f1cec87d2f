-- Of some ranges of 1,000 blocks, {number: 1}, those whose stored counts are not those of their payments.
-- @param keys json
-- @heavy
WITH asked AS MATERIALIZED (SELECT CAST(key AS BIGINT) AS block_range FROM json_each(:keys)),
actual AS MATERIALIZED (
  SELECT a.block_range, t.date, t.source, COALESCE(t.app_type, '') AS app_type, COUNT(*) AS payments, SUM(t.amount_sat) AS sat,
         SUM(COALESCE(t.usd_micros, 0)) AS usd, COUNT(t.usd_micros) AS priced
  FROM asked a
  JOIN revenue_transactions t ON t.sort_key >= a.block_range * 65536000 AND t.sort_key < (a.block_range + 1) * 65536000
  GROUP BY a.block_range, t.date, t.source, COALESCE(t.app_type, '')
),
each_side AS (
  SELECT block_range, date || ' ' || source || ' ' || app_type AS part, 1 AS side,
         CAST(payments AS TEXT) || ' ' || CAST(sat AS TEXT) || ' ' || CAST(usd AS TEXT) || ' ' || CAST(priced AS TEXT) AS text_of
  FROM actual
  UNION ALL
  SELECT block_range, date || ' ' || source || ' ' || app_type, 0,
         CAST(payment_count AS TEXT) || ' ' || CAST(amount_sat AS TEXT) || ' ' || CAST(usd_micros AS TEXT) || ' '
           || CAST(priced_count AS TEXT)
  FROM revenue_kinds
  WHERE block_range IN (SELECT block_range FROM asked)
  UNION ALL
  SELECT block_range, source, 1, CAST(CAST(SUM(payments) AS BIGINT) AS TEXT) FROM actual GROUP BY block_range, source
  UNION ALL
  SELECT block_range, source, 0, CAST(payment_count AS TEXT)
  FROM revenue_block_ranges
  WHERE block_range IN (SELECT block_range FROM asked)
)
SELECT CAST(block_range AS TEXT) AS key, part,
       MAX(CASE WHEN side = 0 THEN text_of END) AS stored,
       MAX(CASE WHEN side = 1 THEN text_of END) AS actual
FROM each_side
GROUP BY block_range, part
HAVING COALESCE(MAX(CASE WHEN side = 0 THEN text_of END), '') <> COALESCE(MAX(CASE WHEN side = 1 THEN text_of END), '')
ORDER BY block_range, part
