-- One subscription.
-- @param id text
SELECT
  -- @columns subscription s
FROM subscriptions s
WHERE s.id = :id AND s.is_listed = 1
