-- The next events of some types about a subject, after a number and up to another. types: {type: 1}. An id begins with type
-- and subject, so its index finds them: what follows a subject there is nothing, or a colon, which lies below a semicolon.
-- @param types   json
-- @param subject text
-- @param after   bigint
-- @param until   bigint
-- @param limit   integer
SELECT e.seq, e.id, e.type, e.version, e.subject, e.height, e.at, e.data
FROM json_each(:types) t
CROSS JOIN events e
WHERE e.id >= t.key || ':' || :subject AND e.id < t.key || ':' || :subject || ';'
  AND e.subject = :subject AND e.seq > :after AND e.seq <= :until
ORDER BY e.seq
LIMIT :limit
