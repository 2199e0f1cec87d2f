-- A page of tenants by name, each with whether its minutes add up to its totals (0), as they should, or not (1).
-- @param after text
-- @param limit integer
-- @heavy
SELECT p.name AS tenant,
       CASE WHEN SUM(s.small) % 1000000000 <> 0 OR SUM(s.big) + CAST(SUM(s.small) AS BIGINT) / 1000000000 <> 0
              OR SUM(s.events) <> 0 THEN 1 ELSE 0 END AS drifts
FROM (SELECT name FROM meter_tenants WHERE name > :after ORDER BY name LIMIT :limit) p
LEFT JOIN (
  SELECT m.tenant, m.tokens_high * 1000000 + m.tokens_low / 1000000000 AS big, m.tokens_low % 1000000000 AS small,
         m.event_count AS events
  FROM meter_minutes m
  UNION ALL
  SELECT t.tenant, -(t.tokens_high * 1000000 + t.tokens_low / 1000000000), -(t.tokens_low % 1000000000), -t.event_count
  FROM meter_totals t
) s ON s.tenant = p.name
GROUP BY p.name
ORDER BY p.name
