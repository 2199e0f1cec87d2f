-- The next events of a type after a number, up to another. Of the most frequent type see events_settled.sql.
-- @param type  text
-- @param after bigint
-- @param until bigint
-- @param limit integer
SELECT seq, id, type, version, subject, height, at, data
FROM events
WHERE type = :type AND type <> 'payment.settled' AND seq > :after AND seq <= :until
ORDER BY seq
LIMIT :limit
