-- A page of the payments of some days, sources ({source: 1}) and kinds of app ({type: 1}, '' = none known) with an amount from
-- :low to :high (satoshi), by amount; direction -1 = highest first. Walks the index by amount, which has all of these columns;
-- COALESCE keeps the planner from any other.
-- @param low       text
-- @param high      text
-- @param start     text
-- @param end       text
-- @param sources   json
-- @param types     json
-- @param direction integer
-- @param skip      integer
-- @param limit     integer
-- @heavy
WITH keys AS MATERIALIZED (
  SELECT sort_key, amount_sat FROM (
    SELECT sort_key, amount_sat FROM revenue_transactions
    WHERE :direction = -1
      AND amount_sat BETWEEN CAST(:low AS BIGINT) AND CAST(:high AS BIGINT)
      AND COALESCE(date, '') BETWEEN :start AND :end
      AND COALESCE(source, '') IN (SELECT key FROM json_each(:sources))
      AND COALESCE(app_type, '') IN (SELECT key FROM json_each(:types))
    ORDER BY amount_sat DESC, sort_key DESC LIMIT :limit OFFSET :skip
  ) highest
  UNION ALL
  SELECT sort_key, amount_sat FROM (
    SELECT sort_key, amount_sat FROM revenue_transactions
    WHERE :direction = 1
      AND amount_sat BETWEEN CAST(:low AS BIGINT) AND CAST(:high AS BIGINT)
      AND COALESCE(date, '') BETWEEN :start AND :end
      AND COALESCE(source, '') IN (SELECT key FROM json_each(:sources))
      AND COALESCE(app_type, '') IN (SELECT key FROM json_each(:types))
    ORDER BY amount_sat, sort_key LIMIT :limit OFFSET :skip
  ) lowest
)
SELECT
  -- @columns shown_payment t
FROM keys k
CROSS JOIN revenue_transactions t
WHERE t.sort_key = k.sort_key
ORDER BY k.amount_sat * :direction, k.sort_key * :direction
