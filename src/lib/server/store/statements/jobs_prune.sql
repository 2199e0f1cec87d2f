-- Deletes ended jobs that started before a time, except the newest run of each name.
-- @param before bigint
-- @writes
DELETE FROM jobs
WHERE state <> 'running' AND started_at < :before
  AND id <> (SELECT n.id FROM jobs n WHERE n.name = jobs.name ORDER BY n.started_at DESC, n.id DESC LIMIT 1)
