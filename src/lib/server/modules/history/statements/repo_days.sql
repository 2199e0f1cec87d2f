-- Which of some days ({date: 1}) have counts per image; ascending.
-- @param dates json
SELECT d.key AS date
FROM json_each(:dates) d
WHERE EXISTS (SELECT 1 FROM repo_snapshots r WHERE r.snapshot_date = d.key)
ORDER BY d.key
