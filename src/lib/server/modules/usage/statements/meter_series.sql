-- What a tenant has used per step of so many seconds, of one feature or of all (empty), from one moment to another, exclusive.
-- @param tenant  text
-- @param feature text
-- @param from    bigint
-- @param to      bigint
-- @param step    bigint
-- @param limit   integer
SELECT minute - minute % :step AS at, CAST(SUM(tokens_high) AS BIGINT) AS high, CAST(SUM(tokens_low / 1000000) AS BIGINT) AS mid,
       CAST(SUM(tokens_low % 1000000) AS BIGINT) AS small, CAST(SUM(event_count) AS BIGINT) AS events
FROM meter_minutes
WHERE tenant = :tenant AND minute >= :from AND minute < :to AND (:feature = '' OR feature = :feature)
GROUP BY minute - minute % :step
ORDER BY minute - minute % :step
LIMIT :limit
