-- How sources and jobs did on the days from start to end.
-- @param start text
-- @param end   text
SELECT kind, name, date, good, bad, answers, ms_sum, ms_most
FROM service_days
WHERE date BETWEEN :start AND :end
ORDER BY kind, name, date
