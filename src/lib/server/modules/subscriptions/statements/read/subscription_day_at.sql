-- The counted days around a place of the chain: by date or, where that is empty, by height; the one at or above it, and the newest before.
-- @param date   text
-- @param height integer
SELECT date, height, time, is_above
FROM (
  SELECT date, height, time, 1 AS is_above FROM (
    SELECT date, height, time FROM subscription_days
    WHERE CASE WHEN :date = '' THEN height >= :height ELSE date >= :date END
    ORDER BY date LIMIT 1
  ) above
  UNION ALL
  SELECT date, height, time, 0 AS is_above FROM (
    SELECT date, height, time FROM subscription_days
    WHERE CASE WHEN :date = '' THEN height < :height ELSE date < :date END
    ORDER BY date DESC LIMIT 1
  ) below
) around
ORDER BY is_above
