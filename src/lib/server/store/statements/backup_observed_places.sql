-- The next observed places for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT id, ip, replica
FROM observed_places
WHERE id > COALESCE(CAST(:after ->> 'id' AS INTEGER), -1)
ORDER BY id
LIMIT :limit
