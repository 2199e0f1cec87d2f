-- Jobs, newest first.
-- @param limit integer
SELECT id, name, state, requested_by, arguments, started_at, updated_at, finished_at, done, total, error, result
FROM jobs
ORDER BY started_at DESC, id DESC
LIMIT :limit
