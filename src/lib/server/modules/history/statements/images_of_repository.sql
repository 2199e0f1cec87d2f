-- The images of a repository: one per tag, with the first day that saw a container of it.
-- @param repository text
SELECT i.image_name,
       (SELECT MIN(r.snapshot_date) FROM repo_snapshots r WHERE r.image_id = i.id AND r.instance_count > 0) AS first_date
FROM repo_images i
WHERE i.repository = :repository
ORDER BY i.image_name
