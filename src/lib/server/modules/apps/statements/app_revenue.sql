-- What was paid for an app.
-- @param app_name text
SELECT app_name, app_type, payment_count, CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros,
       priced_count, first_payment, last_payment
FROM revenue_apps
WHERE app_name = :app_name
