-- Transactions as facts and as payments: one that is neither any more has no height.
-- @param txids json
SELECT asked.key AS txid,
       COALESCE(f.height, t.block_height) AS height,
       COALESCE(f.block_time, t.block_time) AS block_time,
       f.payload,
       t.message_hash,
       t.from_address,
       t.address,
       CAST(t.amount_sat AS TEXT) AS amount_sat,
       CAST(t.usd_micros AS TEXT) AS usd_micros
FROM json_each(:txids) asked
LEFT JOIN chain_transactions f ON f.txid = asked.key
LEFT JOIN revenue_transactions t ON t.txid = asked.key
ORDER BY asked.key
