-- The next cursors for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT address, height, updated_at
FROM sync_cursors
WHERE address > COALESCE(:after ->> 'address', '')
ORDER BY address
LIMIT :limit
