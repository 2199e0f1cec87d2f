-- Payments that named an app without telling its kind, by the hashes of their messages: {hash: 1}.
-- @param hashes json
SELECT t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_hash, t.block_time, t.date, t.address,
       t.from_address, CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.price_source,
       t.message_hash, t.app_name, t.app_type, t.source, t.settled
FROM json_each(:hashes) named
JOIN app_messages m ON m.hash = named.key
JOIN revenue_transactions t ON t.app_name = m.app_name AND t.message_hash = m.hash
WHERE t.app_type IS NULL
ORDER BY t.sort_key
