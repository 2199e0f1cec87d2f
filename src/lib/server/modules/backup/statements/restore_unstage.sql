-- Drops the slices of a table from :slice on.
-- @param table_name text
-- @param slice      integer
-- @writes
-- @fenced
DELETE FROM restore_slices WHERE table_name = :table_name AND slice >= :slice
