-- Deliveries of a webhook, newest first, below a place; of one state, or of all with an empty text.
-- @param webhook text
-- @param state   text
-- @param below   bigint
-- @param limit   integer
SELECT id, seq, event_id, type, subject, state, attempts, created_at, next_at, finished_at
FROM deliveries
WHERE webhook_id = :webhook AND seq < :below AND (:state = '' OR state = :state)
ORDER BY seq DESC, id DESC
LIMIT :limit
