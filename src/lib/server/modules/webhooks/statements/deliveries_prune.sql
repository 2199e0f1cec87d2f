-- Removes deliveries that were finished before a time, at most so many, with their attempts.
-- @param before bigint
-- @param limit  integer
-- @writes
DELETE FROM delivery_attempts
WHERE delivery_id IN (SELECT d.id FROM deliveries d WHERE d.finished_at < :before ORDER BY d.finished_at, d.id LIMIT :limit);

DELETE FROM deliveries
WHERE id IN (SELECT d.id FROM deliveries d WHERE d.finished_at < :before ORDER BY d.finished_at, d.id LIMIT :limit)
