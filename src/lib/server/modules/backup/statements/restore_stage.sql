-- Lays aside some rows of a table that is to be restored: {number: {column: value}}.
-- @param table_name text
-- @param slice      integer
-- @param rows       json
-- @writes
-- @fenced
INSERT INTO restore_slices (table_name, slice, rows)
VALUES (:table_name, :slice, :rows)
ON CONFLICT (table_name, slice) DO UPDATE SET rows = excluded.rows
