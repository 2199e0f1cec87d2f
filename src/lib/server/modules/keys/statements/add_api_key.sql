-- A new key.
-- @param id         text
-- @param name       text
-- @param prefix     text
-- @param hash       text
-- @param scopes     text
-- @param plan       text
-- @param created_at bigint
-- @param expires_at bigint
-- @writes
INSERT INTO api_keys (id, name, prefix, hash, scopes, plan, created_at, expires_at)
VALUES (:id, :name, :prefix, :hash, :scopes, :plan, :created_at, :expires_at)
RETURNING id, name, prefix, hash, scopes, plan, created_at, expires_at, revoked_at, last_used_at
