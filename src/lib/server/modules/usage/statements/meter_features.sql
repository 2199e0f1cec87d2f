-- What a tenant has used of each feature in the minutes from one moment to another, exclusive.
-- @param tenant text
-- @param from   bigint
-- @param to     bigint
SELECT feature, CAST(SUM(tokens_high) AS BIGINT) AS high, CAST(SUM(tokens_low / 1000000) AS BIGINT) AS mid,
       CAST(SUM(tokens_low % 1000000) AS BIGINT) AS small, CAST(SUM(event_count) AS BIGINT) AS events
FROM meter_minutes
WHERE tenant = :tenant AND minute >= :from AND minute < :to
GROUP BY feature
ORDER BY feature
