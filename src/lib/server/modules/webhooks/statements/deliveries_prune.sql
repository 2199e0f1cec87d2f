-- Removes deliveries that were finished before a time, at most so many, with their attempts; and as many that have waited since
-- before it for a webhook whose key was over by then.
-- @param before bigint
-- @param limit  integer
-- @writes
DELETE FROM delivery_attempts
WHERE delivery_id IN (SELECT d.id FROM deliveries d WHERE d.finished_at < :before ORDER BY d.finished_at, d.id LIMIT :limit);

DELETE FROM deliveries
WHERE id IN (SELECT d.id FROM deliveries d WHERE d.finished_at < :before ORDER BY d.finished_at, d.id LIMIT :limit);

DELETE FROM delivery_attempts
WHERE delivery_id IN (
  SELECT d.id
  FROM api_keys k
  JOIN webhooks w ON w.key_id = k.id
  JOIN deliveries d ON d.webhook_id = w.id AND d.state = 'pending' AND d.created_at < :before
  WHERE k.revoked_at < :before OR k.expires_at < :before
  ORDER BY d.created_at, d.id LIMIT :limit);

DELETE FROM deliveries
WHERE id IN (
  SELECT d.id
  FROM api_keys k
  JOIN webhooks w ON w.key_id = k.id
  JOIN deliveries d ON d.webhook_id = w.id AND d.state = 'pending' AND d.created_at < :before
  WHERE k.revoked_at < :before OR k.expires_at < :before
  ORDER BY d.created_at, d.id LIMIT :limit)
