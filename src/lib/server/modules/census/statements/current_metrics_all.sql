-- The newest known values of all current figures.
SELECT name, value, source, as_of FROM current_metrics ORDER BY name
