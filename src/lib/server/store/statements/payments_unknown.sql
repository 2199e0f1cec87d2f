-- Payments whose message hash nobody knew yet, after a sort key, oldest first.
-- @param after_key text
-- @param limit     integer
SELECT txid, CAST(sort_key AS TEXT) AS sort_key, block_height, block_hash, block_time, date, address, from_address,
       CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, price_source, message_hash,
       app_name, app_type, source, settled
FROM revenue_transactions
WHERE message_hash IS NOT NULL AND app_name IS NULL AND app_type IS NULL AND sort_key > CAST(:after_key AS BIGINT)
ORDER BY revenue_transactions.sort_key
LIMIT :limit
