-- Forgets how far the chain was read; facts and payments stay and are read again.
-- @writes
-- @fenced
DELETE FROM sync_cursors WHERE TRUE
