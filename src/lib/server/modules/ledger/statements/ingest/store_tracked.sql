-- Replaces entries of the ingest state and forgets how far every address but the kept ones was read: {address: 1}.
-- @param status json
-- @param kept   json
-- @param now    bigint
-- @writes
-- @fenced
DELETE FROM sync_cursors WHERE address NOT IN (SELECT key FROM json_each(:kept));

INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', :now
FROM json_each(:status)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
