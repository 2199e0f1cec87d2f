-- Another run goes on with a replay: its pace is counted from now.
-- @param id     text
-- @param job_id text
-- @param now    bigint
-- @writes
-- @fenced
UPDATE replays SET job_id = :job_id, run_started_at = :now, run_rows = 0 WHERE id = :id AND state = 'open'
