-- The payments of some transactions, by txid.
-- @param txids json
-- @one_plan
SELECT
  -- @columns shown_payment t
FROM json_each(:txids) a
CROSS JOIN revenue_transactions t
WHERE t.txid = a.key
ORDER BY t.txid
