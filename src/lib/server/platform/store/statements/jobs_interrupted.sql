-- Marks running jobs without a sign of life since some time as interrupted: their process has died. A sign of a time that
-- has not come is none: a clock was ahead when it was given.
-- @param silent_since bigint
-- @param now          bigint
-- @writes
UPDATE jobs SET state = 'interrupted', finished_at = :now, error = 'the process that ran it ended'
WHERE state = 'running' AND (updated_at <= :silent_since OR updated_at > CAST(:now AS BIGINT) + 600)
RETURNING id, name
