-- How many snapshots there are, the oldest and newest of them, and the newest day with images. Answers one row.
SELECT (SELECT COUNT(*) FROM daily_snapshots) AS snapshots,
       (SELECT MIN(snapshot_date) FROM daily_snapshots) AS first_date,
       (SELECT MAX(snapshot_date) FROM daily_snapshots) AS last_date,
       (SELECT taken_at FROM daily_snapshots ORDER BY snapshot_date DESC LIMIT 1) AS last_taken_at,
       (SELECT MAX(snapshot_date) FROM repo_snapshots) AS last_repo_date
