-- The next current figures for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT name, value, source, as_of
FROM current_metrics
WHERE name > COALESCE(:after ->> 'name', '')
ORDER BY name
LIMIT :limit
