-- Payments by sort key, both ends included, oldest first.
-- @param from_key text
-- @param to_key   text
SELECT
  -- @columns payment
FROM revenue_transactions
WHERE sort_key BETWEEN CAST(:from_key AS BIGINT) AND CAST(:to_key AS BIGINT)
ORDER BY revenue_transactions.sort_key
