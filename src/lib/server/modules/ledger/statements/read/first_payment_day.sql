-- The day of the oldest payment.
SELECT MIN(date) AS date FROM revenue_daily
