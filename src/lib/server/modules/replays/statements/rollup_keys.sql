-- The next keys of a part of the roll-ups after one, whether stored there or only in the payments. part: days, ranges, apps,
-- payers; ranges are numbers with leading zeros.
-- @param part  text
-- @param after text
-- @param limit integer
-- @heavy
WITH days AS (
  SELECT date AS key FROM revenue_daily WHERE :part = 'days' AND date > :after
  UNION
  SELECT key FROM (
    SELECT DISTINCT date AS key FROM revenue_transactions WHERE :part = 'days' AND date > :after ORDER BY date LIMIT :limit
  ) d
),
ranges AS (
  SELECT block_range AS key FROM revenue_block_ranges
  WHERE :part = 'ranges' AND block_range > CAST(CASE WHEN :part = 'ranges' AND :after <> '' THEN :after ELSE '-1' END AS INTEGER)
  UNION
  SELECT block_range FROM revenue_kinds
  WHERE :part = 'ranges' AND block_range > CAST(CASE WHEN :part = 'ranges' AND :after <> '' THEN :after ELSE '-1' END AS INTEGER)
  UNION
  SELECT key FROM (
    SELECT DISTINCT block_height / 1000 AS key FROM revenue_transactions
    WHERE :part = 'ranges'
      AND sort_key >= (CAST(CASE WHEN :part = 'ranges' AND :after <> '' THEN :after ELSE '-1' END AS BIGINT) + 1) * 65536000
    ORDER BY key LIMIT :limit
  ) r
),
apps AS (
  SELECT app_name AS key FROM revenue_apps WHERE :part = 'apps' AND app_name > :after
  UNION
  SELECT key FROM (
    SELECT DISTINCT app_name AS key FROM revenue_transactions
    WHERE :part = 'apps' AND app_name > :after ORDER BY app_name LIMIT :limit
  ) a
),
payers AS (
  SELECT from_address AS key FROM revenue_payers WHERE :part = 'payers' AND from_address > :after
  UNION
  SELECT from_address FROM revenue_payer_apps WHERE :part = 'payers' AND from_address > :after
  UNION
  SELECT key FROM (
    SELECT DISTINCT from_address AS key FROM revenue_transactions
    WHERE :part = 'payers' AND from_address > :after ORDER BY from_address LIMIT :limit
  ) p
)
SELECT key FROM (
  SELECT key FROM days
  UNION ALL SELECT SUBSTR(CAST(100000000 + key AS TEXT), 2) FROM ranges
  UNION ALL SELECT key FROM apps
  UNION ALL SELECT key FROM payers
) found
ORDER BY key
LIMIT :limit
