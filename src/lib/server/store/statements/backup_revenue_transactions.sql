-- The next payments for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT CAST(sort_key AS TEXT) AS sort_key, txid, block_height, block_hash, block_time, date, address, from_address,
       CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, price_source, message_hash,
       app_name, app_type, source, settled
FROM revenue_transactions
WHERE txid > COALESCE(:after ->> 'txid', '')
ORDER BY txid
LIMIT :limit
