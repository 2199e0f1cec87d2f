-- One page of payers of some sources ({source: 1}) whose address fits a LIKE pattern (lower case; '' = any), in an order; direction
-- -1 = highest first. Always answers at least one row: past the end its from_address is NULL. sum_*: of all that are selected;
-- revenue_sat: of all payments.
-- @param pattern   text
-- @param sources   json
-- @param sort      text
-- @param direction integer
-- @param skip      bigint
-- @param limit     integer
-- @heavy
WITH chosen AS MATERIALIZED (
  SELECT from_address, payment_count, amount_sat, usd_micros, priced_count,
         CASE :sort WHEN 'usd' THEN usd_micros WHEN 'payments' THEN payment_count WHEN 'apps' THEN app_count
                    WHEN 'first' THEN first_payment WHEN 'last' THEN last_payment WHEN 'revenue' THEN amount_sat
                    ELSE 0 END * :direction AS place,
         CASE WHEN :sort = 'payer' AND :direction = 1 THEN from_address ELSE '' END AS name_up,
         CASE WHEN :sort = 'payer' AND :direction = -1 THEN from_address ELSE '' END AS name_down
  FROM revenue_payers
  WHERE (:pattern = '' OR LOWER(from_address) LIKE :pattern ESCAPE '\')
    AND source IN (SELECT key FROM json_each(:sources))
),
page AS MATERIALIZED (
  SELECT from_address, place, name_up, name_down
  FROM chosen
  ORDER BY place, name_up, name_down DESC, from_address
  LIMIT :limit
  OFFSET :skip
),
sums AS MATERIALIZED (
  SELECT COUNT(*) AS total, CAST(COALESCE(SUM(payment_count), 0) AS BIGINT) AS sum_payments,
         CAST(COALESCE(SUM(amount_sat), 0) AS TEXT) AS sum_sat, CAST(COALESCE(SUM(usd_micros), 0) AS TEXT) AS sum_usd_micros,
         CAST(COALESCE(SUM(priced_count), 0) AS BIGINT) AS sum_priced
  FROM chosen
)
SELECT s.total, s.sum_payments, s.sum_sat, s.sum_usd_micros, s.sum_priced,
       CAST((SELECT SUM(amount_sat) FROM revenue_daily) AS TEXT) AS revenue_sat,
       p.from_address, p.source, p.payment_count, CAST(p.amount_sat AS TEXT) AS amount_sat,
       CAST(p.usd_micros AS TEXT) AS usd_micros, p.priced_count, p.app_count, p.first_payment, p.last_payment
FROM sums s
LEFT JOIN page k ON TRUE
LEFT JOIN revenue_payers p ON p.from_address = k.from_address
ORDER BY k.place NULLS LAST, k.name_up, k.name_down DESC, k.from_address
