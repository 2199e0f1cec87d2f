-- The whole chain of an app, first segment first; what bought nothing is in it.
-- @param app_name text
SELECT
  -- @columns subscription s
FROM subscriptions s
WHERE s.app_name = :app_name
ORDER BY s.start_height, s.id
