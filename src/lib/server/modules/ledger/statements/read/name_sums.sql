-- Number and sums of all payments for an app, and of all of a payer; no row for a name that has none.
-- @param app_name text
-- @param payer    text
SELECT 'app' AS kind, payment_count, CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, priced_count
FROM revenue_apps
WHERE app_name = :app_name
UNION ALL
SELECT 'payer' AS kind, payment_count, CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros,
       priced_count
FROM revenue_payers
WHERE from_address = :payer
ORDER BY kind
