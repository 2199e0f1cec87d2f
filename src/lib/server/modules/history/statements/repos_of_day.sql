-- Containers per image on a day, most first.
-- @param date text
SELECT i.image_name, i.repository, i.category, i.product_slug AS slug, r.instance_count
FROM repo_snapshots r
JOIN repo_images i ON i.id = r.image_id
WHERE r.snapshot_date = :date
ORDER BY r.instance_count DESC, i.image_name
