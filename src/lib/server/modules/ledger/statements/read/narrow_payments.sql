-- A page of the payments that fit a selection, with their number and sums. driver: what the selection is looked for by, an app, a
-- payer, an amount or a range of sort keys; it gives the first :reach payments in the direction asked (-1 = newest or highest
-- first), the rest of the selection is checked on each. `looked` says how many they were: at :reach there may be more, number and
-- sums are lower bounds. '' for a name or pattern (lower case) = any. Always answers at least one row: past the end its txid is NULL.
-- @param driver    text
-- @param app_name  text
-- @param payer     text
-- @param low_key   text
-- @param high_key  text
-- @param low       text
-- @param high      text
-- @param start     text
-- @param end       text
-- @param sources   json
-- @param types     json
-- @param pattern   text
-- @param by_amount integer
-- @param direction integer
-- @param reach     integer
-- @param skip      integer
-- @param limit     integer
-- @heavy
WITH looked AS MATERIALIZED (
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE :driver = 'app' AND :direction = -1 AND app_name = :app_name
    ORDER BY sort_key DESC LIMIT :reach
  ) app_down
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE :driver = 'app' AND :direction = 1 AND app_name = :app_name
    ORDER BY sort_key LIMIT :reach
  ) app_up
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE :driver = 'payer' AND :direction = -1 AND from_address = :payer
    ORDER BY sort_key DESC LIMIT :reach
  ) payer_down
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE :driver = 'payer' AND :direction = 1 AND from_address = :payer
    ORDER BY sort_key LIMIT :reach
  ) payer_up
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE :driver = 'ledger' AND :direction = -1 AND sort_key >= CAST(:low_key AS BIGINT) AND sort_key < CAST(:high_key AS BIGINT)
    ORDER BY sort_key DESC LIMIT :reach
  ) ledger_down
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE :driver = 'ledger' AND :direction = 1 AND sort_key >= CAST(:low_key AS BIGINT) AND sort_key < CAST(:high_key AS BIGINT)
    ORDER BY sort_key LIMIT :reach
  ) ledger_up
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE :driver = 'amount' AND :direction = -1 AND amount_sat BETWEEN CAST(:low AS BIGINT) AND CAST(:high AS BIGINT)
    ORDER BY amount_sat DESC, sort_key DESC LIMIT :reach
  ) amount_down
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE :driver = 'amount' AND :direction = 1 AND amount_sat BETWEEN CAST(:low AS BIGINT) AND CAST(:high AS BIGINT)
    ORDER BY amount_sat, sort_key LIMIT :reach
  ) amount_up
),
chosen AS MATERIALIZED (
  SELECT t.sort_key, t.amount_sat, t.usd_micros,
         CASE WHEN :by_amount = 1 THEN t.amount_sat ELSE t.sort_key END * :direction AS place
  FROM looked l
  CROSS JOIN revenue_transactions t
  WHERE t.sort_key = l.sort_key
    AND (:app_name = '' OR t.app_name = :app_name)
    AND (:payer = '' OR t.from_address = :payer)
    AND t.amount_sat BETWEEN CAST(:low AS BIGINT) AND CAST(:high AS BIGINT)
    AND t.date BETWEEN :start AND :end
    AND t.source IN (SELECT key FROM json_each(:sources))
    AND COALESCE(t.app_type, '') IN (SELECT key FROM json_each(:types))
    AND (:pattern = '' OR LOWER(t.txid || '
' || t.from_address || '
' || COALESCE(t.app_name, '') || '
' || CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2) || '
' || t.date || '
' || t.address) LIKE :pattern ESCAPE '\')
),
page AS MATERIALIZED (
  SELECT sort_key, place FROM chosen ORDER BY place, sort_key * :direction LIMIT :limit OFFSET :skip
),
sums AS MATERIALIZED (
  SELECT COUNT(*) AS total, CAST(COALESCE(SUM(amount_sat), 0) AS TEXT) AS sum_sat,
         CAST(COALESCE(SUM(usd_micros), 0) AS TEXT) AS sum_usd_micros, COUNT(usd_micros) AS sum_priced
  FROM chosen
)
SELECT (SELECT COUNT(*) FROM looked) AS looked, s.total, s.sum_sat, s.sum_usd_micros, s.sum_priced,
       -- @columns shown_payment t
FROM sums s
LEFT JOIN page k ON TRUE
LEFT JOIN revenue_transactions t ON t.sort_key = k.sort_key
ORDER BY k.place NULLS LAST, k.sort_key * :direction
