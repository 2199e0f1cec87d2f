-- The payments of some transactions, by txid.
-- @param txids json
-- @one_plan
SELECT t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM json_each(:txids) a
CROSS JOIN revenue_transactions t
WHERE t.txid = a.key
ORDER BY t.txid
