-- The next containers per image and day for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT snapshot_date, image_id, instance_count, category_count
FROM repo_snapshots
WHERE (snapshot_date, image_id) > (
  COALESCE(:after ->> 'snapshot_date', ''),
  COALESCE(CAST(:after ->> 'image_id' AS INTEGER), -1)
)
ORDER BY snapshot_date, image_id
LIMIT :limit
