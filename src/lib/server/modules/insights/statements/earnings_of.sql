-- What coinbases paid to an address by day, ascending.
-- @param address text
SELECT date, output_count, CAST(amount_sat AS TEXT) AS amount_sat
FROM earnings_days
WHERE address = :address
ORDER BY date
