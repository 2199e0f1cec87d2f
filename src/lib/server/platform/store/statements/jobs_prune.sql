-- Deletes ended jobs, at most so many, the oldest first: those that started before a time, and routine ones (by schedule,
-- succeeded) before a later one. The newest success of each name stays.
-- @param before         bigint
-- @param routine_before bigint
-- @param limit          integer
-- @writes
DELETE FROM jobs
WHERE id IN (
  SELECT j.id
  FROM jobs j
  WHERE j.state <> 'running' AND j.started_at < :routine_before
    AND (j.started_at < :before OR (j.state = 'succeeded' AND j.requested_by = 'schedule'))
    AND (
      j.state <> 'succeeded'
      OR EXISTS (SELECT 1 FROM jobs n WHERE n.name = j.name AND n.started_at > j.started_at AND n.state = 'succeeded')
    )
  ORDER BY j.started_at, j.id
  LIMIT :limit
)
