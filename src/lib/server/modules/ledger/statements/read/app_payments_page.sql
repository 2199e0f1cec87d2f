-- One page of an app's payments from some sources ({source: 1}), newest first, counted up to :cap; pattern '' = all, else
-- a LIKE pattern over the fields (lower case). Always answers at least one row: past the end its txid is NULL and only
-- its total counts.
-- @param app_name text
-- @param sources  json
-- @param pattern  text
-- @param cap      bigint
-- @param skip     bigint
-- @param limit    integer
-- @heavy
WITH keys AS MATERIALIZED (
  SELECT t.sort_key
  FROM revenue_transactions t
  WHERE t.app_name = :app_name
    AND t.source IN (SELECT key FROM json_each(:sources))
    AND (:pattern = '' OR LOWER(t.txid || '
' || t.from_address || '
' || COALESCE(t.app_name, '') || '
' || CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2) || '
' || t.date || '
' || t.address) LIKE :pattern ESCAPE '\')
  ORDER BY t.sort_key DESC
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
