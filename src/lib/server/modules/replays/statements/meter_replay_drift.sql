-- The minutes and periods of tenants whose stored sums are not those of the events, in one look over all events. Minutes of which
-- events are no longer kept count as they are. Sums: events,
-- then tokens as whole thousands of millions and the rest. Periods are those that are stored.
-- @param limit integer
-- @heavy
WITH minutes AS MATERIALIZED (
  SELECT e.tenant, e.at / 60 * 60 AS minute, CAST(e.at / 60 * 60 AS TEXT) || ' ' || e.feature AS part, COUNT(*) AS events,
         CAST(SUM(e.tokens / 1000000000) AS BIGINT) AS big, CAST(SUM(e.tokens % 1000000000) AS BIGINT) AS small
  FROM meter_events e
  WHERE e.at >= COALESCE((SELECT (f.before + 59) / 60 * 60 FROM meter_floor f), 0)
  GROUP BY e.tenant, e.at / 60 * 60, e.feature
),
kept AS (
  SELECT tenant, minute, part, events, big, small FROM minutes
  UNION ALL
  SELECT m.tenant, m.minute, '', m.event_count, m.tokens_high * 1000000 + m.tokens_low / 1000000000, m.tokens_low % 1000000000
  FROM meter_minutes m
  WHERE m.minute < COALESCE((SELECT (f.before + 59) / 60 * 60 FROM meter_floor f), 0)
),
periods AS (
  SELECT p.tenant, 'period ' || CAST(p.period_start AS TEXT) AS part, CAST(COALESCE(SUM(n.events), 0) AS BIGINT) AS events,
         CAST(COALESCE(SUM(n.big), 0) AS BIGINT) AS big, CAST(COALESCE(SUM(n.small), 0) AS BIGINT) AS small
  FROM meter_totals p
  LEFT JOIN kept n ON n.tenant = p.tenant AND n.minute >= p.period_start AND n.minute < p.period_end
  GROUP BY p.tenant, p.period_start
),
each_side AS (
  SELECT tenant, part, 1 AS side,
         CAST(events AS TEXT) || ' ' || CAST(big + small / 1000000000 AS TEXT) || ' ' || CAST(small % 1000000000 AS TEXT) AS text_of
  FROM (SELECT tenant, part, events, big, small FROM minutes UNION ALL SELECT tenant, part, events, big, small FROM periods) actual
  UNION ALL
  SELECT m.tenant, CAST(m.minute AS TEXT) || ' ' || m.feature, 0,
         CAST(m.event_count AS TEXT) || ' ' || CAST(m.tokens_high * 1000000 + m.tokens_low / 1000000000 AS TEXT) || ' '
           || CAST(m.tokens_low % 1000000000 AS TEXT)
  FROM meter_minutes m
  WHERE m.minute >= COALESCE((SELECT (f.before + 59) / 60 * 60 FROM meter_floor f), 0)
  UNION ALL
  SELECT p.tenant, 'period ' || CAST(p.period_start AS TEXT), 0,
         CAST(p.event_count AS TEXT) || ' ' || CAST(p.tokens_high * 1000000 + p.tokens_low / 1000000000 AS TEXT) || ' '
           || CAST(p.tokens_low % 1000000000 AS TEXT)
  FROM meter_totals p
)
SELECT tenant AS key, part,
       MAX(CASE WHEN side = 0 THEN text_of END) AS stored,
       MAX(CASE WHEN side = 1 THEN text_of END) AS actual
FROM each_side
GROUP BY tenant, part
HAVING COALESCE(MAX(CASE WHEN side = 0 THEN text_of END), '') <> COALESCE(MAX(CASE WHEN side = 1 THEN text_of END), '')
ORDER BY tenant, part
LIMIT :limit
