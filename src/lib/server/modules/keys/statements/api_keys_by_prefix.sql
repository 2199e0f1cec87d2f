-- The keys that begin so: one, as good as always.
-- @param prefix text
-- @one_plan
SELECT id, name, prefix, hash, scopes, plan, created_at, expires_at, revoked_at, last_used_at
FROM api_keys
WHERE prefix = :prefix
ORDER BY id
