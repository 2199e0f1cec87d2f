-- Has deliveries of a webhook delivered again, under the same id and with the same body: one by its id, or, with an empty
-- text, those of a range of numbers. Answers which.
-- @param webhook text
-- @param id      text
-- @param from    bigint
-- @param to      bigint
-- @param now     bigint
-- @writes
UPDATE deliveries
SET state = 'pending', next_at = :now, tried_since = :now, finished_at = NULL, claimed_by = NULL, claimed_until = NULL
WHERE webhook_id = :webhook
  AND ((:id <> '' AND id = :id) OR (:id = '' AND seq >= :from AND seq <= :to AND state <> 'pending'))
RETURNING id
