-- Tenants whose events of a range of whole minutes do not add up to those minutes. None, as it should be.
-- @param from bigint
-- @param to   bigint
-- @heavy
SELECT tenant
FROM (
  SELECT tenant, CAST(SUM(tokens / 1000000000) AS BIGINT) AS big, CAST(SUM(tokens % 1000000000) AS BIGINT) AS small,
         COUNT(*) AS events
  FROM meter_events
  WHERE at >= :from AND at < :to
  GROUP BY tenant
  UNION ALL
  SELECT tenant, -CAST(SUM(tokens_high) * 1000000 + SUM(tokens_low / 1000000000) AS BIGINT),
         -CAST(SUM(tokens_low % 1000000000) AS BIGINT), -CAST(SUM(event_count) AS BIGINT)
  FROM meter_minutes
  WHERE minute >= :from AND minute < :to
  GROUP BY tenant
) parts
GROUP BY tenant
HAVING SUM(small) % 1000000000 <> 0 OR SUM(big) + CAST(SUM(small) AS BIGINT) / 1000000000 <> 0 OR SUM(events) <> 0
ORDER BY tenant
