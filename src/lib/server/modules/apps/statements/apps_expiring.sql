-- Apps that end between two heights, or two times, whichever they end by.
-- @param from      integer
-- @param to        integer
-- @param from_time bigint
-- @param to_time   bigint
SELECT name, instances, components, is_encrypted, height, end_height, end_time
FROM network_apps
WHERE end_height BETWEEN :from AND :to OR end_time BETWEEN :from_time AND :to_time
ORDER BY name
