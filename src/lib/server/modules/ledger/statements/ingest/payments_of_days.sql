-- Payments of some days ({date: 1}), oldest first.
-- @param dates json
SELECT
  -- @columns payment
FROM revenue_transactions
WHERE date IN (SELECT key FROM json_each(:dates))
ORDER BY revenue_transactions.sort_key
