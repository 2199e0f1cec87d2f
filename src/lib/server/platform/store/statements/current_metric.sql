-- The newest known value of one current figure.
-- @param name text
SELECT value, source, as_of FROM current_metrics WHERE name = :name
