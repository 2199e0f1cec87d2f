-- The first of what differs.
-- @param limit integer
SELECT f.check_name, f.key, f.expected, f.found, f.first_seen
FROM integrity_findings f
ORDER BY f.check_name, f.key
LIMIT :limit
