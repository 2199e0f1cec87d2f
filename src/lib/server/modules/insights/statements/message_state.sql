-- How many messages there are, and up to which height.
SELECT COUNT(*) AS messages, COALESCE(MAX(height), 0) AS height FROM app_messages
