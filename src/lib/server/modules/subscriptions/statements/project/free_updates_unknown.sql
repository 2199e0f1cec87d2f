-- Free updates from a time on whose message is not known, newest first. Payments without a message are the ledger's to ask for.
-- @param from_time bigint
-- @param limit     integer
SELECT l.message_hash, l.block_time
FROM subscription_links l
WHERE l.is_free = 1 AND l.message_hash <> '' AND l.block_time >= :from_time
  AND NOT EXISTS (SELECT 1 FROM app_messages m WHERE m.hash = l.message_hash)
ORDER BY l.block_time DESC, l.txid
LIMIT :limit
