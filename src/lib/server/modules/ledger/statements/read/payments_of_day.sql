-- All payments of a UTC day, newest first.
-- @param date text
SELECT
  -- @columns shown_payment t
FROM revenue_transactions t
WHERE t.date = :date
ORDER BY t.sort_key DESC
