-- The apps that a payer paid most for, highest first.
-- @param payer text
-- @param limit integer
SELECT app_name, payment_count, CAST(amount_sat AS TEXT) AS amount_sat
FROM (
  SELECT app_name, payment_count, amount_sat
  FROM revenue_payer_apps
  WHERE from_address = :payer AND app_name <> ''
  ORDER BY amount_sat DESC, app_name
  LIMIT :limit
) most
ORDER BY most.amount_sat DESC, app_name
