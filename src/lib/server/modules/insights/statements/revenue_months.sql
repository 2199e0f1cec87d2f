-- The roll-up of days by month (YYYY-MM), ascending: while its sums stay, nothing of a month has changed.
SELECT SUBSTR(date, 1, 7)                 AS month,
       CAST(SUM(payment_count) AS BIGINT) AS payment_count,
       CAST(SUM(amount_sat) AS TEXT)      AS amount_sat,
       CAST(SUM(usd_micros) AS TEXT)      AS usd_micros,
       CAST(SUM(priced_count) AS BIGINT)  AS priced_count
FROM revenue_daily
GROUP BY SUBSTR(date, 1, 7)
ORDER BY SUBSTR(date, 1, 7)
