-- Terms that nothing has stopped and that end from one moment to another, by height or by time; a page by id.
-- What has not ended lies above the first height by last_height, whichever it ends by.
-- @param from_height integer
-- @param to_height   integer
-- @param from_time   bigint
-- @param to_time     bigint
-- @param after       text
-- @param limit       integer
SELECT
  -- @columns subscription
FROM subscriptions
WHERE last_height >= :from_height
  AND stop_height IS NULL
  AND is_listed = 1
  AND outcome IN ('bought', 'unpaid')
  AND ((end_height >= :from_height AND end_height <= :to_height) OR (end_time >= :from_time AND end_time <= :to_time))
  AND id > :after
ORDER BY id
LIMIT :limit
