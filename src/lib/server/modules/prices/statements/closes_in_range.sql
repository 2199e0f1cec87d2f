-- Known closes of a range of days.
-- @param start text
-- @param end   text
SELECT date, CAST(price_e8 AS TEXT) AS price_e8, source
FROM flux_price_history
WHERE date BETWEEN :start AND :end
ORDER BY date
