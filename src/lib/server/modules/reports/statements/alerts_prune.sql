-- Forgets alerts that were closed before a time.
-- @param before bigint
-- @writes
-- @fenced
DELETE FROM alerts WHERE closed_at < :before
