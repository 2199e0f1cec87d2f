-- The lowest and highest sort key of the payments of a range of days; NULL when there are none.
-- @param start text
-- @param end   text
SELECT CAST(MIN(low) AS TEXT) AS low_key, CAST(MAX(high) AS TEXT) AS high_key
FROM (
  SELECT (SELECT MIN(t.sort_key) FROM revenue_transactions t WHERE t.date = d.date) AS low,
         (SELECT MAX(t.sort_key) FROM revenue_transactions t WHERE t.date = d.date) AS high
  FROM (SELECT DISTINCT date FROM revenue_daily WHERE date BETWEEN :start AND :end) d
) bounds
