-- Which figures of a day are kept.
-- @param date text
SELECT DISTINCT figure FROM insight_days WHERE date = :date ORDER BY figure
