-- Puts right what a clock that was ahead has written. What was taken for a day or a moment that has not come goes: the
-- day's true snapshot, close or figure takes its place. A time that only says when something was done becomes that of now,
-- before which it was done.
-- @param today  text
-- @param now    bigint
-- @param latest bigint
-- @writes
-- @fenced
DELETE FROM repo_snapshots
WHERE snapshot_date > :today
   OR snapshot_date IN (SELECT s.snapshot_date FROM daily_snapshots s WHERE s.snapshot_date = :today AND s.taken_at > :latest);

DELETE FROM product_snapshots
WHERE snapshot_date > :today
   OR snapshot_date IN (SELECT s.snapshot_date FROM daily_snapshots s WHERE s.snapshot_date = :today AND s.taken_at > :latest);

DELETE FROM daily_snapshots WHERE snapshot_date > :today OR (snapshot_date = :today AND taken_at > :latest);

UPDATE daily_snapshots SET taken_at = :now WHERE taken_at > :latest;

DELETE FROM flux_price_history
WHERE date > :today OR (source <> 'imported' AND (date = :today OR fetched_at > :latest));

DELETE FROM current_metrics WHERE as_of > :latest;

UPDATE jobs
SET started_at = CASE WHEN started_at > :latest THEN :now ELSE started_at END,
    updated_at = CASE WHEN updated_at > :latest THEN :now ELSE updated_at END,
    finished_at = CASE WHEN finished_at > :latest THEN :now ELSE finished_at END
WHERE started_at > :latest OR updated_at > :latest OR finished_at > :latest;

UPDATE audit_log SET at = :now WHERE at > :latest;

UPDATE leases SET expires_at = 0 WHERE expires_at > :latest;

UPDATE sync_cursors SET updated_at = :now WHERE updated_at > :latest;

UPDATE sync_status SET updated_at = :now WHERE updated_at > :latest;

UPDATE failed_txids
SET first_failed_at = CASE WHEN first_failed_at > :latest THEN :now ELSE first_failed_at END,
    last_failed_at = CASE WHEN last_failed_at > :latest THEN :now ELSE last_failed_at END
WHERE first_failed_at > :latest OR last_failed_at > :latest;

UPDATE reorgs SET detected_at = :now WHERE detected_at > :latest;

DELETE FROM observed_days WHERE date > :today;

UPDATE observed_days SET last_cycle_at = :now WHERE last_cycle_at > :latest;

DELETE FROM app_observations WHERE from_at > :latest AND to_at IS NOT NULL;

UPDATE app_observations
SET from_at = CASE WHEN from_at > :latest THEN :now ELSE from_at END,
    to_at = CASE WHEN to_at > :latest AND from_at > :now THEN from_at WHEN to_at > :latest THEN :now ELSE to_at END,
    is_end_uncertain = CASE WHEN to_at > :latest THEN 1 ELSE is_end_uncertain END
WHERE from_at > :latest OR to_at > :latest;

DELETE FROM node_observations WHERE from_at > :latest AND to_at IS NOT NULL;

UPDATE node_observations
SET from_at = CASE WHEN from_at > :latest THEN :now ELSE from_at END,
    to_at = CASE WHEN to_at > :latest AND from_at > :now THEN from_at WHEN to_at > :latest THEN :now ELSE to_at END,
    is_end_uncertain = CASE WHEN to_at > :latest THEN 1 ELSE is_end_uncertain END
WHERE from_at > :latest OR to_at > :latest
