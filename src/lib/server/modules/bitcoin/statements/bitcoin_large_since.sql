-- The largest transactions that were seen since a time.
-- @param since bigint
-- @param limit integer
SELECT txid, CAST(amount_sat AS TEXT) AS amount_sat, CAST(fee_sat AS TEXT) AS fee_sat, vsize, seen_at
FROM bitcoin_large_transactions
WHERE seen_at >= :since
ORDER BY amount_sat DESC, txid
LIMIT :limit
