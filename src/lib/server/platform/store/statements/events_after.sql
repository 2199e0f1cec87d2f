-- The next events after a number.
-- @param after bigint
-- @param limit integer
SELECT seq, id, type, version, subject, height, at, data
FROM events
WHERE seq > :after
ORDER BY seq
LIMIT :limit
