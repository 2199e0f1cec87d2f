-- The next raw facts in (height, txid) order.
-- @param height integer
-- @param txid   text
-- @param limit  integer
SELECT txid, height, block_hash, block_time, payload
FROM chain_transactions
WHERE (height, txid) > (:height, :txid)
ORDER BY height, txid
LIMIT :limit
