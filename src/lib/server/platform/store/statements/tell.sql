-- Replaces entries of the ingest state, {name: {value}}, and tells what follows from them.
-- @param status json
-- @param now    bigint
-- @writes
-- @fenced
-- @tells
INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', :now
FROM json_each(:status)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
