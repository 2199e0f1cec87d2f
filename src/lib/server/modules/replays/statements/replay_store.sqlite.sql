-- Lays aside what differs in a batch, and how far the replay has come: both or none.
-- rows: {key: {height, before, after, events}}, the last three as JSON text.
-- @param id     text
-- @param rows   json
-- @param cursor text
-- @param count  bigint
-- @writes
-- @fenced
INSERT INTO replay_rows (replay_id, key, height, row_before, row_after, events, is_stale)
SELECT :id, key, CAST(value ->> 'height' AS INTEGER), value ->> 'before', value ->> 'after', value ->> 'events', 0
FROM json_each(:rows)
WHERE TRUE
ON CONFLICT (replay_id, key) DO UPDATE SET
  height = excluded.height, row_before = excluded.row_before, row_after = excluded.row_after, events = excluded.events, is_stale = 0;

UPDATE replays
SET cursor = :cursor, replayed_rows = replayed_rows + :count, run_rows = run_rows + :count,
    total_rows = CASE WHEN replayed_rows + :count > total_rows THEN replayed_rows + :count ELSE total_rows END
WHERE id = :id AND state = 'open'
