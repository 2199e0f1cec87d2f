-- Begins a replay, unless another is open: then it answers no row. What earlier ones have laid aside is dropped.
-- @param id          text
-- @param projector   text
-- @param from_height integer
-- @param to_height   integer
-- @param batch_size  integer
-- @param is_dry_run  integer
-- @param total_rows  bigint
-- @param now         bigint
-- @writes
-- @fenced
DELETE FROM replay_rows WHERE NOT EXISTS (SELECT 1 FROM replays r WHERE r.state = 'open');

INSERT INTO replays (id, projector, from_height, to_height, batch_size, is_dry_run, state, job_id, cursor, total_rows,
  replayed_rows, run_started_at, run_rows, started_at)
SELECT :id, :projector, :from_height, :to_height, :batch_size, :is_dry_run, 'open', :id, '', :total_rows, 0, :now, 0, :now
WHERE NOT EXISTS (SELECT 1 FROM replays r WHERE r.state = 'open')
ON CONFLICT DO NOTHING
RETURNING id
