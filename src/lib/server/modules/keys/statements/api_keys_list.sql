-- All keys, newest first.
SELECT id, name, prefix, hash, scopes, plan, created_at, expires_at, revoked_at, last_used_at
FROM api_keys
ORDER BY created_at DESC, id
