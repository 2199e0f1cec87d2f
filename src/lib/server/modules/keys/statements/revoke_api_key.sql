-- Revokes a key; one that is revoked keeps its time. No row: there is no such key.
-- @param id  text
-- @param now bigint
-- @writes
UPDATE api_keys SET revoked_at = COALESCE(revoked_at, :now)
WHERE id = :id
RETURNING id, name, prefix, hash, scopes, plan, created_at, expires_at, revoked_at, last_used_at
