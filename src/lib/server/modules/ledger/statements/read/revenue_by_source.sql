-- Revenue of a range of days per source; a source without payments has no row.
-- @param start text
-- @param end   text
SELECT source, SUM(payment_count) AS payment_count, CAST(SUM(amount_sat) AS TEXT) AS amount_sat,
       CAST(SUM(usd_micros) AS TEXT) AS usd_micros, SUM(priced_count) AS priced_count
FROM revenue_daily
WHERE date BETWEEN :start AND :end
GROUP BY source
ORDER BY source
