-- Keeps a coinbase; the newest hundred stay.
-- @param height     integer
-- @param block_hash text
-- @param block_time bigint
-- @param outputs    text
-- @writes
-- @fenced
INSERT INTO coinbases (height, block_hash, block_time, outputs)
VALUES (:height, :block_hash, :block_time, :outputs)
ON CONFLICT (height) DO UPDATE SET block_hash = excluded.block_hash, block_time = excluded.block_time, outputs = excluded.outputs;

DELETE FROM coinbases WHERE height NOT IN (SELECT height FROM coinbases ORDER BY height DESC LIMIT 100)
