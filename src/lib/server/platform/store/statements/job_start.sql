-- Records a starting job. Answers no row when one of its name is running already, when one has started since `none_since`
-- (null: no matter when; a run that was interrupted does not count, nor one of a time that has not come), or when this database is not the one in use.
-- @param id           text
-- @param name         text
-- @param requested_by text
-- @param arguments    text
-- @param holder       text
-- @param none_since   bigint
-- @param now          bigint
-- @writes
INSERT INTO store_epochs (epoch, is_active, at, reason) VALUES (0, 1, 0, '')
ON CONFLICT (epoch) DO UPDATE SET epoch = excluded.epoch;

INSERT INTO jobs (id, name, state, requested_by, arguments, holder, started_at, updated_at)
SELECT :id, :name, 'running', :requested_by, :arguments, :holder, :now, :now
FROM store_epochs e
WHERE e.is_active = 1 AND e.epoch = (SELECT MAX(n.epoch) FROM store_epochs n)
  AND NOT EXISTS (
    SELECT 1 FROM jobs j WHERE j.name = :name AND j.started_at >= :none_since AND j.started_at <= CAST(:now AS BIGINT) + 600
      AND j.state <> 'interrupted'
  )
ON CONFLICT DO NOTHING
RETURNING id
