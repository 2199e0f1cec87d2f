-- Payments that bought nothing, by reason.
-- @heavy
SELECT outcome, COUNT(*) AS payments, CAST(SUM(deposit_sat) AS TEXT) AS amount_sat,
       CAST(COALESCE(SUM(deposit_usd), 0) AS TEXT) AS usd_micros, COUNT(deposit_usd) AS priced_count
FROM subscriptions
WHERE outcome NOT IN ('bought', 'unpaid')
GROUP BY outcome
ORDER BY outcome
