-- Days whose close is not the one their payments were valued with.
SELECT date, CAST(price_e8 AS TEXT) AS price_e8
FROM flux_price_history
WHERE applied_e8 IS NULL OR applied_e8 <> price_e8
ORDER BY flux_price_history.date
