-- One page of the payments from some sources ({source: 1}) of which a field contains the needle (lower case), newest
-- first, counted up to :cap. Always answers at least one row: past the end its txid is NULL and only its total counts.
--
-- Each kind of field is looked for where it is few values: names of apps and payers in revenue_search_names, days in the
-- roll-up, tracked addresses {address: 1} in :addresses; only txids and amounts in an index over all payments, by part: a
-- short piece of the needle. Where names alone can match, their counts are the total, and no more rows than the page needs
-- are read. The rows of names are gathered name by name or, where names have many payments, met on a walk down the ledger;
-- the walk ends after :cap rows or where it should long have met enough, and then they are gathered after all.
-- is_hex, is_amount, is_date: whether the needle can be part of a txid, an amount, a date. match and is_exact serve the other
-- engine. What is checked beside an index must not look selective to Postgres: hence "<> 0". One plan does for all needles:
-- making one takes longer than most of these searches.
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
-- @one_plan
WITH names AS MATERIALIZED (
  SELECT kind, name, payment_count
  FROM revenue_search_names
  WHERE LOWER(name) LIKE '%' || REPLACE(REPLACE(REPLACE(:needle, '\', '\\'), '%', '\%'), '_', '\_') || '%' ESCAPE '\'
),
-- A payment can have both an app and a payer with the needle: only one kind's counts add up.
counted AS MATERIALIZED (
  SELECT CASE WHEN :is_hex + :is_amount + :is_date + :is_narrow = 0
               AND NOT EXISTS (SELECT 1 FROM json_each(:addresses))
               AND (SELECT COUNT(*) FROM json_each(:sources)) = @payer_count
               AND (SELECT COUNT(DISTINCT kind) FROM names) < 2
              THEN LEAST((SELECT COALESCE(SUM(payment_count), 0) FROM names), :cap) END AS total
),
wanted AS MATERIALIZED (
  SELECT CASE WHEN total IS NULL THEN :cap ELSE LEAST(:skip + :limit, :cap) END AS keys FROM counted
),
-- A walk over a million payments meets `keys` of so many after keys * 1000000 / payments; a row gathered costs twice a row met.
way AS MATERIALIZED (
  SELECT gathered * payments > 500000 * CAST(keys AS BIGINT) AS is_walk,
         2000 + 5 * keys * 1000000 / GREATEST(payments, 1) AS reach
  FROM (SELECT keys,
               (SELECT COALESCE(SUM(payment_count), 0) FROM names) AS payments,
               (SELECT COALESCE(SUM(LEAST(payment_count, keys)), 0) FROM names) AS gathered
        FROM wanted) w
),
met AS MATERIALIZED (
  SELECT t.sort_key
  FROM (SELECT sort_key, app_name, from_address, source
        FROM revenue_transactions
        WHERE (SELECT is_walk FROM way)
        ORDER BY sort_key DESC
        LIMIT (SELECT reach FROM way)) t
  WHERE STRPOS(CAST(:sources AS TEXT), t.source) <> 0
    AND (t.app_name IN (SELECT name FROM names WHERE kind = 'app')
      OR t.from_address IN (SELECT name FROM names WHERE kind = 'payer'))
  ORDER BY t.sort_key DESC
  LIMIT (SELECT keys FROM wanted)
),
is_gathered AS MATERIALIZED (
  SELECT (SELECT COUNT(*) FROM met) < (SELECT keys FROM wanted) AS yes
),
of_apps AS (
  SELECT t.sort_key
  FROM names n
  CROSS JOIN LATERAL (
    SELECT sort_key FROM revenue_transactions
    WHERE app_name = n.name AND app_name IS NOT NULL AND STRPOS(CAST(:sources AS TEXT), source) <> 0
    ORDER BY sort_key DESC
    LIMIT (SELECT keys FROM wanted)
  ) t
  WHERE (SELECT yes FROM is_gathered) AND n.kind = 'app'
),
of_payers AS (
  SELECT t.sort_key
  FROM names n
  CROSS JOIN LATERAL (
    SELECT sort_key FROM revenue_transactions
    WHERE from_address = n.name AND STRPOS(CAST(:sources AS TEXT), source) <> 0
    ORDER BY sort_key DESC
    LIMIT (SELECT keys FROM wanted)
  ) t
  WHERE (SELECT yes FROM is_gathered) AND n.kind = 'payer'
),
of_texts AS (
  SELECT t.sort_key
  FROM revenue_transactions t
  WHERE :is_hex + :is_amount > 0
    AND (txid || '
' || CAST(amount_sat / 100000000 AS TEXT) || 'x' || SUBSTR(CAST(100000000 + amount_sat % 100000000 AS TEXT), 2))
      LIKE '%' || REPLACE(:part, '.', 'x') || '%'
    AND ((:is_hex = 1 AND STRPOS(t.txid, :needle) <> 0)
      OR (:is_amount = 1
        AND STRPOS(CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2), :needle) <> 0))
    AND STRPOS(CAST(:sources AS TEXT), t.source) <> 0
  ORDER BY t.sort_key DESC
  LIMIT :cap
),
days AS MATERIALIZED (
  SELECT date, SUM(payment_count) AS payments
  FROM revenue_daily
  WHERE :is_date = 1 AND STRPOS(date, :needle) <> 0 AND source IN (SELECT key FROM json_each(:sources))
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
  CROSS JOIN LATERAL (
    SELECT sort_key FROM revenue_transactions
    WHERE date = d.date AND STRPOS(CAST(:sources AS TEXT), source) <> 0
    ORDER BY sort_key DESC
    LIMIT :cap
  ) t
),
of_addresses AS (
  SELECT sort_key
  FROM revenue_transactions
  WHERE EXISTS (SELECT 1 FROM json_each(:addresses))
    AND STRPOS(CAST(:addresses AS TEXT), '"' || address || '"') <> 0
    AND STRPOS(CAST(:sources AS TEXT), source) <> 0
  ORDER BY sort_key DESC
  LIMIT :cap
),
keys AS MATERIALIZED (
  SELECT sort_key FROM met UNION SELECT sort_key FROM of_apps UNION SELECT sort_key FROM of_payers
  UNION SELECT sort_key FROM of_texts UNION SELECT sort_key FROM of_days UNION SELECT sort_key FROM of_addresses
  ORDER BY sort_key DESC
  LIMIT (SELECT keys FROM wanted)
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
       CASE WHEN :is_narrow = 1 THEN s.total ELSE COALESCE((SELECT total FROM counted), (SELECT COUNT(*) FROM keys)) END AS total,
       s.sum_sat, s.sum_usd_micros, s.sum_priced,
       -- @columns shown_payment t
FROM sums s
LEFT JOIN page k ON TRUE
LEFT JOIN revenue_transactions t ON t.sort_key = k.sort_key
ORDER BY k.place NULLS LAST, k.sort_key * :direction
