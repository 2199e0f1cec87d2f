-- Messages whose content could not be read, after a hash.
-- @param after text
-- @param limit integer
SELECT hash
FROM app_messages
WHERE components = 'null' AND hash > :after
ORDER BY hash
LIMIT :limit
