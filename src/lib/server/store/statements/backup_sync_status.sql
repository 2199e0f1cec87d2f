-- The next entries of state for a backup, in the order of their key. after: key of the last one, or empty.
-- What belongs to the installation and not to its data stays out: restore_swap.sql keeps it.
-- @param after json
-- @param limit integer
-- @heavy
SELECT name, value, updated_at
FROM sync_status
WHERE name > COALESCE(:after ->> 'name', '')
  AND name NOT IN ('backup', 'bootstrap', 'drill')
ORDER BY name
LIMIT :limit
