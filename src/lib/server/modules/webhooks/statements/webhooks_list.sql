-- Webhooks, oldest first, with how many of their deliveries wait or are dead: those of a key, or with an empty text all.
-- @param key_id text
SELECT w.id, w.url, w.types, w.subjects, w.format, w.ordering, w.state, w.secret, w.previous_secret, w.previous_until,
       w.created_at, w.key_id,
       (SELECT COUNT(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'pending') AS pending,
       (SELECT COUNT(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'dead') AS dead
FROM webhooks w
WHERE :key_id = '' OR w.key_id = :key_id
ORDER BY w.created_at, w.id
