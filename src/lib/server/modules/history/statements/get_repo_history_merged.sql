-- Containers per day of a repository, all of its tags together, on the days from start to end that saw it; ascending.
-- @param repository text
-- @param start      text
-- @param end        text
SELECT r.snapshot_date AS date, SUM(r.instance_count) AS instance_count
FROM repo_images i
JOIN repo_snapshots r ON r.image_id = i.id
WHERE i.repository = :repository AND r.snapshot_date BETWEEN :start AND :end
GROUP BY r.snapshot_date
ORDER BY r.snapshot_date
