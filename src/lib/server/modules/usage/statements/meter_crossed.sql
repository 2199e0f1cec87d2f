-- The thresholds that a tenant has crossed in a period.
-- @param tenant       text
-- @param period_start bigint
SELECT threshold, crossed_at
FROM meter_thresholds
WHERE tenant = :tenant AND period_start = :period_start
ORDER BY threshold
