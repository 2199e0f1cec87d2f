-- The next slice of an export of one app's payments; else as export_payments.
-- @param app_name   text
-- @param before_key text
-- @param slice      integer
-- @param sources    json
-- @param start      text
-- @param end        text
-- @param pattern    text
-- @param types      json
-- @param payer      text
-- @param low        text
-- @param high       text
-- @heavy
WITH bound AS MATERIALIZED (
  SELECT COALESCE(MIN(sort_key), -1) AS low_key
  FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE app_name = :app_name AND sort_key < CAST(:before_key AS BIGINT)
    ORDER BY sort_key DESC
    LIMIT :slice
  ) slice
)
SELECT CAST(bound.low_key AS TEXT) AS low_key,
       t.txid || ' ' || t.address || ' ' || t.from_address || ' ' || CAST(t.amount_sat AS TEXT) || ' '
         || COALESCE(CAST(t.usd_micros AS TEXT), '-') || ' ' || CAST(t.block_height AS TEXT) || ' '
         || CAST(t.block_time AS TEXT) || ' ' || t.date || ' ' || COALESCE(t.app_type, '-') || ' ' || t.source || ' '
         || CAST(t.settled AS TEXT) || ' ' || COALESCE('=' || t.app_name, '-') AS line
FROM bound
LEFT JOIN revenue_transactions t
  ON t.app_name = :app_name
 AND t.sort_key >= bound.low_key
 AND t.sort_key < CAST(:before_key AS BIGINT)
 AND t.date BETWEEN :start AND :end
 AND t.source IN (SELECT key FROM json_each(:sources))
 AND COALESCE(t.app_type, '') IN (SELECT key FROM json_each(:types))
 AND (:payer = '' OR t.from_address = :payer)
 AND t.amount_sat BETWEEN CAST(:low AS BIGINT) AND CAST(:high AS BIGINT)
 AND (:pattern = '' OR LOWER(t.txid || '
' || t.from_address || '
' || COALESCE(t.app_name, '') || '
' || CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2) || '
' || t.date || '
' || t.address) LIKE :pattern ESCAPE '\')
ORDER BY t.sort_key DESC NULLS LAST
