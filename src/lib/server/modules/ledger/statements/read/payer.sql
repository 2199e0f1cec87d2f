-- What a payer paid, its rank by revenue, and the revenue of all payments; no row for who paid nothing.
-- @param payer text
SELECT p.from_address, p.source, p.payment_count, CAST(p.amount_sat AS TEXT) AS amount_sat,
       CAST(p.usd_micros AS TEXT) AS usd_micros, p.priced_count, p.app_count, p.first_payment, p.last_payment,
       1 + (SELECT COUNT(*) FROM revenue_payers higher WHERE higher.amount_sat > p.amount_sat) AS rank_by_amount,
       CAST((SELECT SUM(amount_sat) FROM revenue_daily) AS TEXT) AS revenue_sat
FROM revenue_payers p
WHERE p.from_address = :payer
