-- Raw facts by txid: {txid: 1}.
-- @param txids json
SELECT txid, height, block_hash, block_time, payload
FROM chain_transactions
WHERE txid IN (SELECT key FROM json_each(:txids))
ORDER BY height, txid
