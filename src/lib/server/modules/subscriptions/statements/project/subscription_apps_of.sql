-- Which apps some message hashes belong to, and messages that say that some transactions paid for them.
-- @param hashes json
-- @param txids  json
SELECT m.hash, m.app_name, m.txid
FROM app_messages m
WHERE m.hash IN (SELECT key FROM json_each(:hashes))
   OR m.txid IN (SELECT key FROM json_each(:txids))
ORDER BY m.hash
