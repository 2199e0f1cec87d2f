-- Payments whose message hash nobody knew yet, after a sort key, oldest first.
-- @param after_key text
-- @param limit     integer
SELECT
  -- @columns payment
FROM revenue_transactions
WHERE message_hash IS NOT NULL AND app_name IS NULL AND app_type IS NULL AND sort_key > CAST(:after_key AS BIGINT)
ORDER BY revenue_transactions.sort_key
LIMIT :limit
