-- Counted days from start to end, ascending.
-- @param start text
-- @param end   text
SELECT date, height, time, payment_count, CAST(cash_sat AS TEXT) AS cash_sat, CAST(accrued_sat AS TEXT) AS accrued_sat,
       CAST(breakage_sat AS TEXT) AS breakage_sat, CAST(deferred_sat AS TEXT) AS deferred_sat
FROM subscription_days
WHERE date BETWEEN :start AND :end
ORDER BY date
