-- Sums over all counted days.
SELECT CAST(COALESCE(SUM(cash_sat), 0) AS TEXT) AS cash_sat, CAST(COALESCE(SUM(accrued_sat), 0) AS TEXT) AS accrued_sat,
       CAST(COALESCE(SUM(breakage_sat), 0) AS TEXT) AS breakage_sat, MIN(date) AS first_date
FROM subscription_days
