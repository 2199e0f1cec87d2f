-- The next administrative calls for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT id, at, actor, client, action, detail, outcome
FROM audit_log
WHERE id > COALESCE(:after ->> 'id', '')
ORDER BY id
LIMIT :limit
