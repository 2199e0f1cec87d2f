-- The newest run of each job and when it last succeeded. Goes from name to name: a job has many runs, there are few jobs.
WITH RECURSIVE names(name) AS (
  SELECT MIN(name) FROM jobs
  UNION ALL
  SELECT (SELECT MIN(j.name) FROM jobs j WHERE j.name > names.name) FROM names WHERE names.name IS NOT NULL
)
SELECT j.id, j.name, j.state, j.requested_by, j.arguments, j.started_at, j.updated_at, j.finished_at, j.done, j.total, j.error,
       j.result,
       (SELECT s.finished_at FROM jobs s WHERE s.name = names.name AND s.state = 'succeeded'
        ORDER BY s.started_at DESC, s.id DESC LIMIT 1) AS last_success
FROM names
CROSS JOIN jobs j
WHERE j.id = (SELECT n.id FROM jobs n WHERE n.name = names.name ORDER BY n.started_at DESC, n.id DESC LIMIT 1)
ORDER BY j.name
