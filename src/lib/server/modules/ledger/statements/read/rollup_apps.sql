-- The roll-up of apps, by name.
SELECT app_name, payment_count, CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, priced_count
FROM revenue_apps
ORDER BY app_name
