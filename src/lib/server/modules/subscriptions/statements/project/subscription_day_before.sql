-- The newest counted day before a date, and the newest of all; no row when nothing is counted.
-- @param date text
SELECT b.date, b.height, b.time, CAST(b.deferred_sat AS TEXT) AS deferred_sat,
       (SELECT MAX(date) FROM subscription_days) AS newest
FROM subscription_days b
WHERE b.date = (SELECT MAX(date) FROM subscription_days WHERE date < :date)
