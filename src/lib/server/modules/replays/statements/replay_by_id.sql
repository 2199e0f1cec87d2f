-- A replay with how much differs; '' = the newest. job_state: of the run that works on it, or has last.
-- @param id text
SELECT
  -- @columns replay r
  , (SELECT COUNT(*) FROM replay_rows d WHERE d.replay_id = r.id) AS changed_rows
  , (SELECT j.state FROM jobs j WHERE j.id = r.job_id) AS job_state
FROM replays r
WHERE r.id = :id OR :id = ''
ORDER BY r.started_at DESC, r.id DESC
LIMIT 1
