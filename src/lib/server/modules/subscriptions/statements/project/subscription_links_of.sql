-- Links of some transactions, and of all that name some hashes.
-- @param txids  json
-- @param hashes json
SELECT
  -- @columns subscription_link l
FROM subscription_links l
WHERE l.txid IN (SELECT key FROM json_each(:txids))
   OR (l.message_hash <> '' AND l.message_hash IN (SELECT key FROM json_each(:hashes)))
ORDER BY l.txid
