-- Revenue by day and kind of payer, for the days from start to end that have any.
-- @param start text
-- @param end   text
SELECT date, source, payment_count, CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, priced_count
FROM revenue_daily
WHERE date BETWEEN :start AND :end
ORDER BY date, source
