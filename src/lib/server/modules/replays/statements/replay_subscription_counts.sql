-- How many transactions and apps subscriptions follow from.
-- @heavy
SELECT (SELECT COUNT(*) FROM chain_transactions) AS transactions,
       (SELECT COUNT(DISTINCT app_name) FROM app_messages) AS apps
