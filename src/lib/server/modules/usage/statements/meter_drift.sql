-- Tenants whose events do not add up to their minutes, or whose minutes do not add up to their totals. None, as it should be.
-- @param limit integer
-- @heavy
WITH parts AS (
  SELECT 'events' AS part, tenant, CAST(SUM(tokens / 1000000000) AS BIGINT) AS big,
         CAST(SUM(tokens % 1000000000) AS BIGINT) AS small, COUNT(*) AS events
  FROM meter_events
  GROUP BY tenant
  UNION ALL
  SELECT 'minutes', tenant,
         CAST(SUM(tokens_high) * 1000000 + SUM(tokens_low / 1000000000) AS BIGINT),
         CAST(SUM(tokens_low % 1000000000) AS BIGINT), CAST(SUM(event_count) AS BIGINT)
  FROM meter_minutes
  GROUP BY tenant
  UNION ALL
  SELECT 'totals', tenant,
         CAST(SUM(tokens_high) * 1000000 + SUM(tokens_low / 1000000000) AS BIGINT),
         CAST(SUM(tokens_low % 1000000000) AS BIGINT), CAST(SUM(event_count) AS BIGINT)
  FROM meter_totals
  GROUP BY tenant
),
sums AS (
  SELECT part, tenant, big + small / 1000000000 AS big, small % 1000000000 AS small, events FROM parts
)
SELECT DISTINCT m.name AS tenant, p.part
FROM meter_tenants m
CROSS JOIN (SELECT 'minutes' AS part, 'events' AS source UNION ALL SELECT 'totals', 'minutes') p
LEFT JOIN sums a ON a.tenant = m.name AND a.part = p.part
LEFT JOIN sums b ON b.tenant = m.name AND b.part = p.source
WHERE COALESCE(a.big, 0) <> COALESCE(b.big, 0) OR COALESCE(a.small, 0) <> COALESCE(b.small, 0)
   OR COALESCE(a.events, 0) <> COALESCE(b.events, 0)
ORDER BY m.name, p.part
LIMIT :limit
