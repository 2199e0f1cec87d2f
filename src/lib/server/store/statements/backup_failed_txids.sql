-- The next transactions that could not be read for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT txid, height, reason, attempts, first_failed_at, last_failed_at
FROM failed_txids
WHERE txid > COALESCE(:after ->> 'txid', '')
ORDER BY txid
LIMIT :limit
