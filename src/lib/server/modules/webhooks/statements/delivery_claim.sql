-- Claims what is due for a webhook: at most `most`, and with what others have claimed at most `rate` in a second. With order
-- by subject only the oldest of each that waits. Whoever claims locks the webhook's row, so nothing is claimed twice. A claim that
-- was not settled in its time may be taken again.
-- A receiver that is left alone is claimed nothing for; once its time is over one delivery is claimed to try it, by one replica.
-- @param webhook text
-- @param origin  text
-- @param claim   text
-- @param most    integer
-- @param rate    integer
-- @param now     bigint
-- @param until   bigint
-- @writes
UPDATE webhooks SET state = state WHERE id = :webhook;

UPDATE delivery_targets SET failures = failures WHERE origin = :origin;

UPDATE deliveries
SET claimed_by = :claim, attempted_at = :now, attempts = attempts + 1
WHERE id IN (
  SELECT placed.id
  FROM (
    SELECT d.id, ROW_NUMBER() OVER (ORDER BY d.seq, d.id) AS place
    FROM deliveries d
    JOIN webhooks w ON w.id = d.webhook_id AND w.state = 'active'
    WHERE d.webhook_id = :webhook AND d.state = 'pending' AND d.next_at <= :now
      AND (w.key_id IS NULL OR EXISTS (
        SELECT 1 FROM api_keys k
        WHERE k.id = w.key_id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > :now)))
      AND (d.claimed_until IS NULL OR d.claimed_until <= :now)
      AND (w.ordering = 'none' OR NOT EXISTS (
        SELECT 1 FROM deliveries o
        WHERE o.webhook_id = d.webhook_id AND o.subject = d.subject AND o.state = 'pending' AND o.seq < d.seq))
  ) placed
  WHERE placed.place <= :most
    AND placed.place <= :rate - (SELECT COUNT(*) FROM deliveries r WHERE r.webhook_id = :webhook AND r.attempted_at >= :now)
    AND placed.place <= COALESCE((
      SELECT CASE
        WHEN t.opened_at IS NULL THEN CAST(:most AS INTEGER)
        WHEN t.opened_at + 300 <= :now AND (t.probe_until IS NULL OR t.probe_until <= :now) THEN 1
        ELSE 0 END
      FROM delivery_targets t WHERE t.origin = :origin), CAST(:most AS INTEGER))
);

UPDATE delivery_targets SET probe = :claim, probe_until = :until
WHERE origin = :origin AND opened_at IS NOT NULL
  AND EXISTS (SELECT 1 FROM deliveries d WHERE d.webhook_id = :webhook AND d.state = 'pending' AND d.claimed_by = :claim);

UPDATE deliveries SET claimed_until = :until
WHERE webhook_id = :webhook AND state = 'pending' AND claimed_by = :claim
RETURNING id, seq, event_id, type, subject, body, attempts, tried_since
