-- The next watched days for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT kind, date, last_cycle_at, cycle_count
FROM observed_days
WHERE (kind, date) > (COALESCE(:after ->> 'kind', ''), COALESCE(:after ->> 'date', ''))
ORDER BY kind, date
LIMIT :limit
