-- Raw facts of a height range, both ends included.
-- @param from integer
-- @param to   integer
SELECT txid, height, block_hash, block_time, payload
FROM chain_transactions
WHERE height BETWEEN :from AND :to
ORDER BY height, txid
