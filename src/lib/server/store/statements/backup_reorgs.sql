-- The next reorganisations for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT id, txid, detected_at, old_height, new_height, CAST(amount_sat AS TEXT) AS amount_sat
FROM reorgs
WHERE (id, txid) > (COALESCE(:after ->> 'id', ''), COALESCE(:after ->> 'txid', ''))
ORDER BY id, txid
LIMIT :limit
