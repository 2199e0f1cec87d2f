-- A crossed threshold has been told, by what is told of it here.
-- @param tenant       text
-- @param period_start bigint
-- @param threshold    integer
-- @param now          bigint
-- @writes
-- @tells
UPDATE meter_thresholds SET told_at = :now
WHERE tenant = :tenant AND period_start = :period_start AND threshold = :threshold AND told_at IS NULL
