-- One page of the payments from some sources ({source: 1}) of which a field contains the needle (lower case), newest
-- first, counted up to :cap. Always answers at least one row: past the end its txid is NULL and only its total counts.
-- match: trigrams of the needle as a full-text expression; it finds candidates by txid, payer, app name and amount, which
-- are checked against the row unless is_exact. Dates and tracked addresses are few values, looked up without that index.
-- is_hex, is_amount, is_date: whether the needle can be part of a txid, an amount, a date; addresses {address: 1}: the
-- tracked ones that contain it; part serves the other engine. A plus sign keeps the planner from an index that is no help.
-- @param match     text
-- @param needle    text
-- @param part      text
-- @param is_exact  integer
-- @param is_hex    integer
-- @param is_amount integer
-- @param is_date   integer
-- @param addresses json
-- @param sources   json
-- @param cap       integer
-- @param skip      bigint
-- @param limit     integer
-- @heavy
WITH indexed AS (
  SELECT t.sort_key
  FROM revenue_search s
  CROSS JOIN revenue_transactions t
  WHERE s.revenue_search MATCH :match
    AND t.sort_key = s.rowid
    AND (:is_exact = 1
      OR INSTR(LOWER(t.app_name), :needle) > 0
      OR INSTR(LOWER(t.from_address), :needle) > 0
      OR (:is_hex = 1 AND INSTR(t.txid, :needle) > 0)
      OR (:is_amount = 1
        AND INSTR(CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2), :needle) > 0))
    AND ((SELECT COUNT(*) FROM json_each(:sources)) = @payer_count OR +t.source IN (SELECT key FROM json_each(:sources)))
  ORDER BY s.rowid DESC
  LIMIT :cap
),
days AS MATERIALIZED (
  SELECT date, SUM(payment_count) AS payments
  FROM revenue_daily
  WHERE :is_date = 1 AND INSTR(date, :needle) > 0 AND source IN (SELECT key FROM json_each(:sources))
  GROUP BY date
),
-- As many of the newest days as hold :cap payments, and one more: at midnight blocks are not in the order of their times.
newest_days AS MATERIALIZED (
  SELECT date
  FROM (SELECT date, SUM(payments) OVER (ORDER BY date DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING) AS newer FROM days) d
  WHERE COALESCE(newer, 0) < :cap
),
of_days AS (
  SELECT t.sort_key
  FROM newest_days d
  CROSS JOIN revenue_transactions t
  WHERE t.date = d.date AND +t.source IN (SELECT key FROM json_each(:sources))
  ORDER BY t.sort_key DESC
  LIMIT :cap
),
of_addresses AS (
  SELECT sort_key
  FROM revenue_transactions
  WHERE :addresses <> '{}' AND sort_key > 0 AND address IN (SELECT key FROM json_each(:addresses))
    AND +source IN (SELECT key FROM json_each(:sources))
  ORDER BY sort_key DESC
  LIMIT :cap
),
keys AS MATERIALIZED (
  SELECT sort_key FROM indexed UNION SELECT sort_key FROM of_days UNION SELECT sort_key FROM of_addresses
  ORDER BY sort_key DESC
  LIMIT :cap
),
page AS MATERIALIZED (
  SELECT sort_key FROM keys ORDER BY sort_key DESC LIMIT :limit OFFSET :skip
)
SELECT (SELECT COUNT(*) FROM keys) AS total,
       -- @columns shown_payment t
FROM (SELECT 1 AS one) always
LEFT JOIN page k ON TRUE
LEFT JOIN revenue_transactions t ON t.sort_key = k.sort_key
ORDER BY k.sort_key DESC NULLS LAST
