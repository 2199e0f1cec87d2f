-- Marks what was laid aside of subscriptions for their projector.
-- @param id text
-- @writes
-- @fenced
INSERT INTO subscription_changes (kind, key, revision)
SELECT row_after ->> 'kind', row_after ->> 'key', 1
FROM replay_rows
WHERE replay_id = :id
ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1
