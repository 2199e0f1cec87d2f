-- The slices of a table that are laid aside.
-- @param table_name text
SELECT slice FROM restore_slices WHERE table_name = :table_name ORDER BY slice
