-- Apps that end between two heights, soonest first.
-- @param from integer
-- @param to   integer
SELECT name, instances, components, is_encrypted, height, end_height
FROM network_apps
WHERE end_height BETWEEN :from AND :to
ORDER BY end_height, name
