-- The next payments of blocks after a moment whose state the log of changes does not tell: settled ones that were not told as
-- settled, others that were not told as seen.
-- @param since     bigint
-- @param after_key text
-- @param limit     integer
-- @heavy
SELECT
  -- @columns payment t
FROM revenue_transactions t
WHERE t.sort_key > CAST(:after_key AS BIGINT) AND t.block_time > :since
  AND NOT EXISTS (
    SELECT 1 FROM events e
    WHERE e.id = CASE WHEN t.settled = 1 THEN 'payment.settled:' ELSE 'payment.seen:' END || t.txid || ':' || t.block_hash
  )
ORDER BY t.sort_key
LIMIT :limit
