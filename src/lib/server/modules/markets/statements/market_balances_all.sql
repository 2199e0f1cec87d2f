-- What labelled addresses held when they were last asked about.
SELECT address, CAST(amount_sat AS TEXT) AS amount_sat, source, as_of
FROM market_balances
ORDER BY address
