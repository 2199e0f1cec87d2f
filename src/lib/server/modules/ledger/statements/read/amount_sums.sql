-- Number and sums of the payments of some days, sources and kinds of app with an amount from :low to :high (satoshi). Looks at
-- the :reach highest amounts of that range at most: `looked` says at how many, and beyond the reach the sums are lower bounds.
-- @param low     text
-- @param high    text
-- @param start   text
-- @param end     text
-- @param sources json
-- @param types   json
-- @param reach   integer
-- @heavy
WITH looked AS MATERIALIZED (
  SELECT amount_sat, usd_micros, date, source, COALESCE(app_type, '') AS type
  FROM revenue_transactions
  WHERE amount_sat BETWEEN CAST(:low AS BIGINT) AND CAST(:high AS BIGINT)
  ORDER BY amount_sat DESC, sort_key DESC
  LIMIT :reach
),
chosen AS (
  SELECT amount_sat, usd_micros
  FROM looked
  WHERE date BETWEEN :start AND :end
    AND source IN (SELECT key FROM json_each(:sources))
    AND type IN (SELECT key FROM json_each(:types))
)
SELECT (SELECT COUNT(*) FROM looked)                        AS looked,
       COUNT(*)                                             AS payment_count,
       CAST(COALESCE(SUM(amount_sat), 0) AS TEXT)           AS amount_sat,
       CAST(COALESCE(SUM(usd_micros), 0) AS TEXT)           AS usd_micros,
       COUNT(usd_micros)                                    AS priced_count
FROM chosen
