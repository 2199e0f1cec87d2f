-- Whether an app was ever seen on a node: one row, or none.
-- @param app_name text
SELECT name FROM observed_apps WHERE name = :app_name
