-- The next containers per product and day for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT snapshot_date, slug, instance_count
FROM product_snapshots
WHERE (snapshot_date, slug) > (COALESCE(:after ->> 'snapshot_date', ''), COALESCE(:after ->> 'slug', ''))
ORDER BY snapshot_date, slug
LIMIT :limit
