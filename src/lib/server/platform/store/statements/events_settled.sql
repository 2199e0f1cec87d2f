-- The next events of the most frequent type after a number, up to another: no index is kept of it, most events are.
-- @param after bigint
-- @param until bigint
-- @param limit integer
SELECT seq, id, type, version, subject, height, at, data
FROM events
WHERE type = 'payment.settled' AND seq > :after AND seq <= :until
ORDER BY seq
LIMIT :limit
