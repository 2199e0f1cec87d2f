-- Records how an attempt ended, for the delivery and for its receiver, and tells of a delivery that is finished. One whose claim
-- was taken by another meanwhile is recorded and decides nothing.
-- effect: answered (well, or as a last word), refused (an answer that is tried again), silent (none). Five failures in a row, and
-- the receiver is left alone for 300 s (delivery_claim); whatever answer the one gets who tries it then, it is back.
-- told: JSON of the payload.
-- @param id          text
-- @param claim       text
-- @param origin      text
-- @param effect      text
-- @param attempt     text
-- @param state       text
-- @param next_at     bigint
-- @param at          bigint
-- @param duration_ms integer
-- @param status      integer
-- @param outcome     text
-- @param told        text
-- @param now         bigint
-- @writes
-- @tells
INSERT INTO delivery_attempts (id, delivery_id, at, duration_ms, status, outcome)
SELECT :attempt, d.id, :at, :duration_ms, :status, :outcome
FROM deliveries d
WHERE d.id = :id
ON CONFLICT (id) DO NOTHING;

INSERT INTO delivery_targets (origin, failures)
SELECT :origin, 1
WHERE :effect <> 'answered'
ON CONFLICT (origin) DO UPDATE SET
  failures = CASE WHEN :effect = 'refused' AND delivery_targets.probe = :claim THEN 0 ELSE delivery_targets.failures + 1 END,
  opened_at = CASE
    WHEN delivery_targets.opened_at IS NULL AND delivery_targets.failures + 1 < 5 THEN NULL
    WHEN delivery_targets.opened_at IS NULL OR delivery_targets.probe = :claim THEN CAST(:now AS BIGINT)
    ELSE delivery_targets.opened_at END,
  probe_until = CASE WHEN delivery_targets.probe = :claim THEN NULL ELSE delivery_targets.probe_until END,
  probe = CASE WHEN delivery_targets.probe = :claim THEN NULL ELSE delivery_targets.probe END;

DELETE FROM delivery_targets WHERE origin = :origin AND (:effect = 'answered' OR failures = 0);

INSERT INTO event_head (name, seq, floor_seq)
SELECT 'log', 0, 0
WHERE :state <> 'pending' AND EXISTS (SELECT 1 FROM deliveries d WHERE d.id = :id AND d.claimed_by = :claim)
ON CONFLICT (name) DO UPDATE SET seq = event_head.seq;

INSERT INTO events (seq, id, type, version, subject, height, at, data)
SELECT h.seq + 1, 'delivery.' || CAST(:state AS TEXT) || ':' || d.id || ':' || CAST(d.attempts AS TEXT),
       'delivery.' || CAST(:state AS TEXT), 1, d.id, NULL, :now, :told
FROM deliveries d
CROSS JOIN event_head h
WHERE d.id = :id AND d.claimed_by = :claim AND :state <> 'pending'
ON CONFLICT (id) DO NOTHING;

UPDATE deliveries
SET state = :state, next_at = :next_at, claimed_by = NULL, claimed_until = NULL,
    finished_at = CASE WHEN :state = 'pending' THEN NULL ELSE CAST(:now AS BIGINT) END
WHERE id = :id AND claimed_by = :claim
