-- Puts bodies where there are none yet: {id: {body}}. From then on they stay as they are.
-- @param bodies json
-- @writes
UPDATE deliveries
SET body = (SELECT b.value ->> 'body' FROM json_each(:bodies) b WHERE b.key = deliveries.id)
WHERE id IN (SELECT b.key FROM json_each(:bodies) b) AND body IS NULL
