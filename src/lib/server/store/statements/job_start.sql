-- Records a starting job. Answers no row when one of its name is running already.
-- @param id           text
-- @param name         text
-- @param requested_by text
-- @param arguments    text
-- @param holder       text
-- @param now          bigint
-- @writes
INSERT INTO jobs (id, name, state, requested_by, arguments, holder, started_at, updated_at)
VALUES (:id, :name, 'running', :requested_by, :arguments, :holder, :now, :now)
ON CONFLICT DO NOTHING
RETURNING id
