-- The first of what differs.
-- @param limit integer
SELECT check_name, key, expected, found, first_seen FROM integrity_findings ORDER BY check_name, key LIMIT :limit
