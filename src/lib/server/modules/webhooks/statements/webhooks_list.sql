-- Every webhook, oldest first, with how many of its deliveries wait or are dead.
SELECT w.id, w.url, w.types, w.subjects, w.format, w.ordering, w.state, w.secret, w.previous_secret, w.previous_until,
       w.created_at,
       (SELECT COUNT(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'pending') AS pending,
       (SELECT COUNT(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'dead') AS dead
FROM webhooks w
ORDER BY w.created_at, w.id
