-- Forgets days before a day.
-- @param before text
-- @writes
-- @fenced
DELETE FROM service_days WHERE date < :before
