-- Removes a webhook with all that was to be delivered to it. Answers no row when there is none.
-- @param id text
-- @writes
DELETE FROM delivery_attempts WHERE delivery_id IN (SELECT d.id FROM deliveries d WHERE d.webhook_id = :id);

DELETE FROM deliveries WHERE webhook_id = :id;

DELETE FROM webhooks WHERE id = :id RETURNING id
