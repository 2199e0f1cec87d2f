-- The next observations of apps on nodes for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT app_id, place_id, from_at, to_at, is_end_uncertain
FROM app_observations
WHERE (app_id, place_id, from_at) > (
  COALESCE(CAST(:after ->> 'app_id' AS INTEGER), -1),
  COALESCE(CAST(:after ->> 'place_id' AS INTEGER), -1),
  COALESCE(CAST(:after ->> 'from_at' AS BIGINT), -1)
)
ORDER BY app_id, place_id, from_at
LIMIT :limit
