-- Every check as it was made last.
SELECT name, checked_at, row_count, differences, note FROM integrity_checks ORDER BY name
