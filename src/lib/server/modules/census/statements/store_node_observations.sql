-- One complete cycle of "which nodes there are": opens what is new or changed, closes what has gone or was different.
-- @param opened           json
-- @param closed           json
-- @param at               bigint
-- @param date             text
-- @param closed_at        bigint
-- @param is_end_uncertain integer
-- @writes
-- @fenced
UPDATE node_observations
SET to_at = :closed_at, is_end_uncertain = :is_end_uncertain
WHERE to_at IS NULL AND collateral IN (SELECT key FROM json_each(:closed));

INSERT INTO node_observations (collateral, from_at, tier, payment_address)
SELECT value ->> 'collateral', :at, value ->> 'tier', value ->> 'payment_address'
FROM json_each(:opened)
WHERE TRUE
ON CONFLICT (collateral, from_at) DO UPDATE SET
  to_at = NULL, is_end_uncertain = 0, tier = excluded.tier, payment_address = excluded.payment_address;

INSERT INTO observed_days (kind, date, last_cycle_at, cycle_count)
VALUES ('nodes', :date, :at, 1)
ON CONFLICT (kind, date) DO UPDATE SET last_cycle_at = excluded.last_cycle_at, cycle_count = observed_days.cycle_count + 1
