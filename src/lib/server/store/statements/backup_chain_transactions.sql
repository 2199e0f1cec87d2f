-- The next raw facts for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT txid, height, block_hash, block_time, payload
FROM chain_transactions
WHERE txid > COALESCE(:after ->> 'txid', '')
ORDER BY txid
LIMIT :limit
