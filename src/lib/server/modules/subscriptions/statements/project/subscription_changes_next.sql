-- What the projector has to look at again, in the order of keys.
-- @param kind  text
-- @param limit integer
SELECT kind, key, revision
FROM subscription_changes
WHERE kind = :kind
ORDER BY key
LIMIT :limit
