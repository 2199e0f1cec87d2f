-- What is stored of some apps and of some transactions.
-- @param apps  json
-- @param txids json
SELECT
  -- @columns subscription s
FROM subscriptions s
WHERE s.app_name IN (SELECT key FROM json_each(:apps))
   OR s.txid IN (SELECT key FROM json_each(:txids))
ORDER BY s.id
