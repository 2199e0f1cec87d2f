-- One job.
-- @param id text
SELECT id, name, state, requested_by, arguments, started_at, updated_at, finished_at, done, total, error, result
FROM jobs
WHERE id = :id
