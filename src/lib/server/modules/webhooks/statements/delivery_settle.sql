-- Records how an attempt ended. One whose claim was taken by another meanwhile is recorded and decides nothing.
-- @param id          text
-- @param claim       text
-- @param attempt     text
-- @param state       text
-- @param next_at     bigint
-- @param at          bigint
-- @param duration_ms integer
-- @param status      integer
-- @param outcome     text
-- @param now         bigint
-- @writes
INSERT INTO delivery_attempts (id, delivery_id, at, duration_ms, status, outcome)
SELECT :attempt, d.id, :at, :duration_ms, :status, :outcome
FROM deliveries d
WHERE d.id = :id
ON CONFLICT (id) DO NOTHING;

UPDATE deliveries
SET state = :state, next_at = :next_at, claimed_by = NULL, claimed_until = NULL,
    finished_at = CASE WHEN :state = 'pending' THEN NULL ELSE CAST(:now AS BIGINT) END
WHERE id = :id AND claimed_by = :claim
