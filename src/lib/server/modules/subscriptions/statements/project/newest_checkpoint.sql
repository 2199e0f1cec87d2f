-- The height of the newest checkpoint, and of the first segment; NULL: there is none.
SELECT (SELECT MAX(height) FROM subscription_checkpoints) AS height, (SELECT MIN(start_height) FROM subscriptions) AS first_height
