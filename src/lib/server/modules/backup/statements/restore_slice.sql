-- A slice as it was laid aside: {number: {column: value}}.
-- @param table_name text
-- @param slice      integer
SELECT CAST(rows AS TEXT) AS rows FROM restore_slices WHERE table_name = :table_name AND slice = :slice
