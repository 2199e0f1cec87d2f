-- Transactions that could not be read, longest waiting first.
-- @param limit integer
SELECT txid, height, reason, attempts, first_failed_at, last_failed_at
FROM failed_txids
ORDER BY last_failed_at, txid
LIMIT :limit
