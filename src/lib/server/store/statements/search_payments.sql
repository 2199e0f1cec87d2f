-- One page of the payments from some sources ({source: 1}) of which a field contains the needle (lower case), newest
-- first, counted up to :cap. Always answers at least one row: past the end its txid is NULL and only its total counts.
-- part: a piece of the needle that few payments have. The substring index over the same expression finds those, which are
-- checked against the needle; where even that finds many, Postgres reads the newest payments and stops at :cap. It knows from
-- its statistics of the expression alone, so what is checked beside must not look selective: hence "<> 0".
-- is_hex, is_amount, is_date: whether the needle can be part of a txid, an amount, a date; addresses {address: 1}: the
-- tracked ones that contain it. match serves the other engine.
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
WITH keys AS MATERIALIZED (
  SELECT t.sort_key
  FROM revenue_transactions t
  WHERE LOWER(t.txid || '
' || t.from_address || '
' || COALESCE(t.app_name, '') || '
' || CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2) || '
' || t.date || '
' || t.address) LIKE '%' || REPLACE(REPLACE(REPLACE(:part, '\', '\\'), '%', '\%'), '_', '\_') || '%' ESCAPE '\'
    AND (STRPOS(LOWER(t.app_name), :needle) <> 0
      OR STRPOS(LOWER(t.from_address), :needle) <> 0
      OR (:is_hex = 1 AND STRPOS(t.txid, :needle) <> 0)
      OR (:is_amount = 1
        AND STRPOS(CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2), :needle) <> 0)
      OR (:is_date = 1 AND STRPOS(t.date, :needle) <> 0)
      OR ((SELECT COUNT(*) FROM json_each(:addresses)) > 0 AND t.address IN (SELECT key FROM json_each(:addresses))))
    AND STRPOS(CAST(:sources AS TEXT), t.source) <> 0
  ORDER BY t.sort_key DESC
  LIMIT :cap
),
page AS MATERIALIZED (
  SELECT sort_key FROM keys ORDER BY sort_key DESC LIMIT :limit OFFSET :skip
)
SELECT (SELECT COUNT(*) FROM keys) AS total,
       t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM (SELECT 1 AS one) always
LEFT JOIN page k ON TRUE
LEFT JOIN revenue_transactions t ON t.sort_key = k.sort_key
ORDER BY k.sort_key DESC NULLS LAST
