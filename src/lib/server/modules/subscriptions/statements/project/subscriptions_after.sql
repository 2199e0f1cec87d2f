-- The next rows of which something may move at or above a height, by last_height, then id.
-- @param last_height integer
-- @param id          text
-- @param limit       integer
-- @heavy
SELECT
  -- @columns subscription s
FROM subscriptions s
WHERE (s.last_height, s.id) > (:last_height, :id) AND s.outcome <> 'orphaned'
ORDER BY s.last_height, s.id
LIMIT :limit
