-- The newest report of each period.
SELECT period, MAX(end_date) AS end_date FROM reports GROUP BY period ORDER BY period
