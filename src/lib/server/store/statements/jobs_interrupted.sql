-- Marks running jobs without a sign of life since some time as interrupted: their process has died.
-- @param silent_since bigint
-- @param now          bigint
-- @writes
UPDATE jobs SET state = 'interrupted', finished_at = :now, error = 'the process that ran it ended'
WHERE state = 'running' AND updated_at <= :silent_since
RETURNING id, name
