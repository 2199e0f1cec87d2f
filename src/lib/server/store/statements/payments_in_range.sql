-- Payments by sort key, both ends included, oldest first.
-- @param from_key text
-- @param to_key   text
SELECT txid, CAST(sort_key AS TEXT) AS sort_key, block_height, block_hash, block_time, date, address, from_address,
       CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, price_source, message_hash,
       app_name, app_type, source, settled
FROM revenue_transactions
WHERE sort_key BETWEEN CAST(:from_key AS BIGINT) AND CAST(:to_key AS BIGINT)
ORDER BY revenue_transactions.sort_key
