-- The next transactions (tx) or apps (app) after one that subscriptions follow from, or that are stored of them.
-- @param kind  text
-- @param after text
-- @param limit integer
-- @heavy
SELECT key FROM (
  SELECT key FROM (
    SELECT txid AS key FROM chain_transactions WHERE :kind = 'tx' AND txid > :after ORDER BY txid LIMIT :limit
  ) facts
  UNION
  SELECT key FROM (
    SELECT txid AS key FROM revenue_transactions WHERE :kind = 'tx' AND txid > :after ORDER BY txid LIMIT :limit
  ) payments
  UNION
  SELECT key FROM (
    SELECT txid AS key FROM subscription_links WHERE :kind = 'tx' AND txid > :after ORDER BY txid LIMIT :limit
  ) links
  UNION
  SELECT key FROM (
    SELECT DISTINCT app_name AS key FROM app_messages WHERE :kind = 'app' AND app_name > :after ORDER BY app_name LIMIT :limit
  ) messages
  UNION
  SELECT key FROM (
    SELECT DISTINCT app_name AS key FROM subscriptions WHERE :kind = 'app' AND app_name > :after ORDER BY app_name LIMIT :limit
  ) rows_of_apps
) found
ORDER BY key
LIMIT :limit
