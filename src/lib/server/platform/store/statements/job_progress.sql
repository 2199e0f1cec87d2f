-- Records how far a running job is; also its sign of life.
-- @param id    text
-- @param done  bigint
-- @param total bigint
-- @param now   bigint
-- @writes
UPDATE jobs SET done = :done, total = :total, updated_at = :now WHERE id = :id AND state = 'running'
