-- One page of the payments from some sources ({source: 1}) of which a field contains the needle (lower case), newest
-- first, counted up to :cap. Always answers at least one row: past the end its txid is NULL and only its total counts.
-- match: trigrams of the needle as a full-text expression; it finds candidates by txid, payer, app name and amount, which
-- are checked against the row unless is_exact. Dates and tracked addresses are few values, looked up without that index.
-- is_hex, is_amount, is_date: whether the needle can be part of a txid, an amount, a date; addresses {address: 1}: the
-- tracked ones that contain it; part serves the other engine. A plus sign keeps the planner from an index that is no help.
-- is_narrow = 1: of those found only the payments of a payer ('' = any), amounts, days and kinds of app, by amount or by place in
-- the ledger, with their sums; `looked` says how many were found: at :cap number and sums are lower bounds. 0: the rest is not read.
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
-- @param is_narrow integer
-- @param payer     text
-- @param low       text
-- @param high      text
-- @param start     text
-- @param end       text
-- @param types     json
-- @param by_amount integer
-- @param direction integer
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
-- Where more is asked than the needle, each payment found is looked at.
chosen AS MATERIALIZED (
  SELECT t.sort_key, t.amount_sat, t.usd_micros,
         CASE WHEN :by_amount = 1 THEN t.amount_sat ELSE t.sort_key END * :direction AS place
  FROM keys k
  CROSS JOIN revenue_transactions t
  WHERE :is_narrow = 1
    AND t.sort_key = k.sort_key
    AND (:payer = '' OR t.from_address = :payer)
    AND t.amount_sat BETWEEN CAST(:low AS BIGINT) AND CAST(:high AS BIGINT)
    AND t.date BETWEEN :start AND :end
    AND COALESCE(t.app_type, '') IN (SELECT key FROM json_each(:types))
),
sums AS MATERIALIZED (
  SELECT COUNT(*) AS total, CAST(COALESCE(SUM(amount_sat), 0) AS TEXT) AS sum_sat,
         CAST(COALESCE(SUM(usd_micros), 0) AS TEXT) AS sum_usd_micros, COUNT(usd_micros) AS sum_priced
  FROM chosen
),
page AS MATERIALIZED (
  SELECT sort_key, place FROM (
    SELECT sort_key, -sort_key AS place FROM keys WHERE :is_narrow = 0 ORDER BY sort_key DESC LIMIT :limit OFFSET :skip
  ) all_found
  UNION ALL
  SELECT sort_key, place FROM (
    SELECT sort_key, place FROM chosen ORDER BY place, sort_key * :direction LIMIT :limit OFFSET :skip
  ) narrowed
)
SELECT (SELECT COUNT(*) FROM keys) AS looked,
       CASE WHEN :is_narrow = 1 THEN s.total ELSE (SELECT COUNT(*) FROM keys) END AS total,
       s.sum_sat, s.sum_usd_micros, s.sum_priced,
       -- @columns shown_payment t
FROM sums s
LEFT JOIN page k ON TRUE
LEFT JOIN revenue_transactions t ON t.sort_key = k.sort_key
ORDER BY k.place NULLS LAST, k.sort_key * :direction
