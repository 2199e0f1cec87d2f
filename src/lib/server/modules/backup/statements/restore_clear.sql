-- Drops what an earlier restore has left staged.
-- @writes
-- @fenced
DELETE FROM restore_slices WHERE TRUE
