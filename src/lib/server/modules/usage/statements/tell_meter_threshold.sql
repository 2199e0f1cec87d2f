-- A crossed threshold has been told.
-- @param tenant       text
-- @param period_start bigint
-- @param threshold    integer
-- @param now          bigint
-- @writes
UPDATE meter_thresholds SET told_at = :now
WHERE tenant = :tenant AND period_start = :period_start AND threshold = :threshold AND told_at IS NULL
