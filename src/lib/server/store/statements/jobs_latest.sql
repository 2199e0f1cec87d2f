-- The newest run of each job and when it last succeeded.
SELECT j.id, j.name, j.state, j.requested_by, j.arguments, j.started_at, j.updated_at, j.finished_at, j.done, j.total, j.error,
       j.result, (SELECT MAX(s.finished_at) FROM jobs s WHERE s.name = j.name AND s.state = 'succeeded') AS last_success
FROM jobs j
WHERE j.id = (SELECT n.id FROM jobs n WHERE n.name = j.name ORDER BY n.started_at DESC, n.id DESC LIMIT 1)
ORDER BY j.name
