-- The roll-up of days over all sources, oldest first.
SELECT date,
       CAST(SUM(payment_count) AS BIGINT) AS payment_count,
       CAST(SUM(amount_sat) AS TEXT)      AS amount_sat,
       CAST(SUM(usd_micros) AS TEXT)      AS usd_micros,
       CAST(SUM(priced_count) AS BIGINT)  AS priced_count
FROM revenue_daily
GROUP BY date
ORDER BY date
