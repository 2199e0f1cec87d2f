-- The next closes for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT date, CAST(price_e8 AS TEXT) AS price_e8, source, fetched_at, CAST(applied_e8 AS TEXT) AS applied_e8
FROM flux_price_history
WHERE date > COALESCE(:after ->> 'date', '')
ORDER BY date
LIMIT :limit
