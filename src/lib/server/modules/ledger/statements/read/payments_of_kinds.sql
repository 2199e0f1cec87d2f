-- A page of the payments of some days, sources ({source: 1}) and kinds of app ({type: 1}, '' = none known) that lie in some
-- ranges of sort keys ([{low, high}], high excluded): by amount or by place in the ledger, direction -1 = highest first.
-- The caller chooses ranges that hold little more than the page (see kinds_per_range).
-- @param ranges    json
-- @param start     text
-- @param end       text
-- @param sources   json
-- @param types     json
-- @param by_amount integer
-- @param direction integer
-- @param skip      integer
-- @param limit     integer
-- @heavy
WITH ranges AS MATERIALIZED (
  SELECT CAST(value ->> 'low' AS BIGINT) AS low, CAST(value ->> 'high' AS BIGINT) AS high FROM json_each(:ranges)
),
keys AS MATERIALIZED (
  SELECT t.sort_key, CASE WHEN :by_amount = 1 THEN t.amount_sat ELSE t.sort_key END * :direction AS place
  FROM ranges r
  CROSS JOIN revenue_transactions t
  WHERE t.sort_key >= r.low
    AND t.sort_key < r.high
    AND COALESCE(t.date, '') BETWEEN :start AND :end
    AND COALESCE(t.source, '') IN (SELECT key FROM json_each(:sources))
    AND COALESCE(t.app_type, '') IN (SELECT key FROM json_each(:types))
  ORDER BY place, t.sort_key * :direction
  LIMIT :limit
  OFFSET :skip
)
SELECT
  -- @columns shown_payment t
FROM keys k
CROSS JOIN revenue_transactions t
WHERE t.sort_key = k.sort_key
ORDER BY k.place, k.sort_key * :direction
