-- The next segments that their owners cancelled, by id.
-- @param id    text
-- @param limit integer
-- @heavy
SELECT
  -- @columns subscription s
FROM subscriptions s
WHERE s.stop_reason = 'cancelled_by_owner' AND s.id > :id
ORDER BY s.id
LIMIT :limit
