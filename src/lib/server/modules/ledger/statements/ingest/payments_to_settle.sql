-- Unsettled payments up to a height, oldest first.
-- @param max_key text
-- @param limit   integer
SELECT
  -- @columns payment
FROM revenue_transactions
WHERE settled = 0 AND sort_key <= CAST(:max_key AS BIGINT)
ORDER BY revenue_transactions.sort_key
LIMIT :limit
