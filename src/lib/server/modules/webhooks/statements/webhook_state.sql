-- Pauses a webhook or lets it go on: what is told meanwhile waits. Answers no row when there is none.
-- @param id    text
-- @param state text
-- @writes
UPDATE webhooks SET state = :state WHERE id = :id RETURNING id
