-- Active webhooks that something is due for. Those of a key that is over are paused.
-- @param now bigint
SELECT w.id, w.url, w.format, w.ordering, w.secret, w.previous_secret, w.previous_until
FROM webhooks w
WHERE w.state = 'active'
  AND (w.key_id IS NULL OR EXISTS (
    SELECT 1 FROM api_keys k
    WHERE k.id = w.key_id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > :now)))
  AND EXISTS (SELECT 1 FROM deliveries d
              WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.next_at <= :now
                AND (d.claimed_until IS NULL OR d.claimed_until <= :now))
ORDER BY w.id
