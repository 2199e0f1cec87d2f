-- When keys were last used: {id: {at}}, unix seconds. A later use that another replica knows of stays.
-- @param used json
-- @writes
INSERT INTO api_keys (id, name, prefix, hash, scopes, plan, created_at, last_used_at)
SELECT k.id, k.name, k.prefix, k.hash, k.scopes, k.plan, k.created_at, CAST(u.value ->> 'at' AS BIGINT)
FROM json_each(:used) u
JOIN api_keys k ON k.id = u.key
WHERE TRUE
ORDER BY k.id
ON CONFLICT (id) DO UPDATE SET last_used_at = excluded.last_used_at
WHERE COALESCE(api_keys.last_used_at, 0) < excluded.last_used_at
