-- The heights between which something laid aside is stale; NULL: nothing is. What is stale is dropped by replay_drop_stale.
-- @param id text
SELECT MIN(height) AS from_height, MAX(height) AS to_height FROM replay_rows WHERE replay_id = :id AND is_stale = 1
