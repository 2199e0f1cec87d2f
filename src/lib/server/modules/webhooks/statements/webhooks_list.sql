-- Webhooks, oldest first, with how many of their deliveries wait or are dead: those of a key, or with an empty text all. Where a
-- webhook is a key's: whether there is such a key, and when it was revoked or expires.
-- @param key_id text
SELECT w.id, w.url, w.types, w.subjects, w.format, w.ordering, w.state, w.secret, w.previous_secret, w.previous_until,
       w.created_at, w.key_id, k.id AS known_key, k.revoked_at AS key_revoked_at, k.expires_at AS key_expires_at,
       (SELECT COUNT(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'pending') AS pending,
       (SELECT COUNT(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'dead') AS dead
FROM webhooks w
LEFT JOIN api_keys k ON k.id = w.key_id
WHERE :key_id = '' OR w.key_id = :key_id
ORDER BY w.created_at, w.id
