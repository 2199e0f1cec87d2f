-- What each payer paid on the days from start to end.
-- @param start text
-- @param end   text
-- @heavy
SELECT from_address, source, COUNT(*) AS payment_count, CAST(SUM(amount_sat) AS TEXT) AS amount_sat
FROM revenue_transactions
WHERE date BETWEEN :start AND :end
GROUP BY from_address, source
ORDER BY from_address, source
