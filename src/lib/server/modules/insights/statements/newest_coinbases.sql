-- The newest coinbases that were read, newest first.
-- @param limit integer
SELECT height, block_hash, block_time, outputs FROM coinbases ORDER BY height DESC LIMIT :limit
