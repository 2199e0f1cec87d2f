-- Which transactions were payments that a reorganisation took from the chain for good, and where they stood last.
-- @param txids json
SELECT r.txid, MAX(r.old_height) AS height
FROM json_each(:txids) asked
JOIN reorgs r ON r.txid = asked.key
WHERE r.new_height IS NULL AND r.amount_sat IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM chain_transactions f WHERE f.txid = r.txid)
GROUP BY r.txid
ORDER BY r.txid
