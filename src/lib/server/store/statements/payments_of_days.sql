-- Payments of some days ({date: 1}), oldest first.
-- @param dates json
SELECT txid, CAST(sort_key AS TEXT) AS sort_key, block_height, block_hash, block_time, date, address, from_address,
       CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, price_source, message_hash,
       app_name, app_type, source, settled
FROM revenue_transactions
WHERE date IN (SELECT key FROM json_each(:dates))
ORDER BY revenue_transactions.sort_key
