-- The next events of a type after a number, up to another.
-- @param type  text
-- @param after bigint
-- @param until bigint
-- @param limit integer
SELECT seq, id, type, version, subject, height, at, data
FROM events
WHERE type = :type AND seq > :after AND seq <= :until
ORDER BY seq
LIMIT :limit
