-- One payment.
-- @param txid text
SELECT t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM revenue_transactions t
WHERE t.txid = :txid
