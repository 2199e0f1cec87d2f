-- What differs, by key.
-- @param id    text
-- @param after text
-- @param limit integer
SELECT key, height, CAST(row_before AS TEXT) AS row_before, CAST(row_after AS TEXT) AS row_after
FROM replay_rows
WHERE replay_id = :id AND key > :after
ORDER BY key
LIMIT :limit
