-- Which transactions a reorganisation took from the chain for good, where they stood last, and whether they were payments.
-- @param txids json
SELECT r.txid, MAX(r.old_height) AS height, MAX(CASE WHEN r.amount_sat IS NULL THEN 0 ELSE 1 END) AS is_payment
FROM json_each(:txids) asked
JOIN reorgs r ON r.txid = asked.key
WHERE r.new_height IS NULL AND NOT EXISTS (SELECT 1 FROM chain_transactions f WHERE f.txid = r.txid)
GROUP BY r.txid
ORDER BY r.txid
