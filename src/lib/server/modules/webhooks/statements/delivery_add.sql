-- Adds a delivery that belongs to no event: a test.
-- @param id      text
-- @param webhook text
-- @param type    text
-- @param body    text
-- @param now     bigint
-- @writes
INSERT INTO deliveries (id, webhook_id, seq, event_id, type, subject, body, state, attempts, created_at, tried_since, next_at)
SELECT :id, w.id, 0, :id, :type, :id, :body, 'pending', 0, :now, :now, :now
FROM webhooks w
WHERE w.id = :webhook
RETURNING id
