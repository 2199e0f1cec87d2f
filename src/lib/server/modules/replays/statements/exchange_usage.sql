-- The minutes and periods of the tenants that a replay has laid aside are made again from their events, and the replay ends: all
-- of it or nothing. Minutes of which events are no longer kept stay as they are, and periods are the sums of minutes. Whoever counts for such a tenant waits meanwhile. A threshold that is crossed by it is noted, and told later.
-- @param id  text
-- @param now bigint
-- @writes
-- @fenced
INSERT INTO meter_turns (tenant, turn)
SELECT r.row_after ->> 'tenant', 0
FROM replay_rows r
WHERE r.replay_id = :id
ORDER BY r.key
ON CONFLICT (tenant) DO UPDATE SET turn = 1 - meter_turns.turn;

DELETE FROM meter_minutes
WHERE minute >= COALESCE((SELECT (f.before + 59) / 60 * 60 FROM meter_floor f), 0)
  AND tenant IN (SELECT r.row_after ->> 'tenant' FROM replay_rows r WHERE r.replay_id = :id);

INSERT INTO meter_minutes (tenant, minute, feature, tokens_high, tokens_low, event_count)
SELECT tenant, minute, feature,
       (big + small / 1000000000) / 1000000,
       (big + small / 1000000000) % 1000000 * 1000000000 + small % 1000000000,
       events
FROM (
  SELECT e.tenant, e.at / 60 * 60 AS minute, e.feature, COUNT(*) AS events,
         CAST(SUM(e.tokens / 1000000000) AS BIGINT) AS big, CAST(SUM(e.tokens % 1000000000) AS BIGINT) AS small
  FROM meter_events e
  WHERE e.at >= COALESCE((SELECT (f.before + 59) / 60 * 60 FROM meter_floor f), 0)
    AND e.tenant IN (SELECT r.row_after ->> 'tenant' FROM replay_rows r WHERE r.replay_id = :id)
  GROUP BY e.tenant, e.at / 60 * 60, e.feature
) sums;

UPDATE meter_totals SET
  event_count = (
    SELECT COALESCE(CAST(SUM(m.event_count) AS BIGINT), 0) FROM meter_minutes m
    WHERE m.tenant = meter_totals.tenant AND m.minute >= meter_totals.period_start AND m.minute < meter_totals.period_end
  ),
  tokens_high = (
    SELECT (COALESCE(CAST(SUM(m.tokens_high * 1000000 + m.tokens_low / 1000000000) AS BIGINT), 0)
             + COALESCE(CAST(SUM(m.tokens_low % 1000000000) AS BIGINT), 0) / 1000000000) / 1000000
    FROM meter_minutes m
    WHERE m.tenant = meter_totals.tenant AND m.minute >= meter_totals.period_start AND m.minute < meter_totals.period_end
  ),
  tokens_low = (
    SELECT (COALESCE(CAST(SUM(m.tokens_high * 1000000 + m.tokens_low / 1000000000) AS BIGINT), 0)
             + COALESCE(CAST(SUM(m.tokens_low % 1000000000) AS BIGINT), 0) / 1000000000) % 1000000 * 1000000000
             + COALESCE(CAST(SUM(m.tokens_low % 1000000000) AS BIGINT), 0) % 1000000000
    FROM meter_minutes m
    WHERE m.tenant = meter_totals.tenant AND m.minute >= meter_totals.period_start AND m.minute < meter_totals.period_end
  )
WHERE tenant IN (SELECT r.row_after ->> 'tenant' FROM replay_rows r WHERE r.replay_id = :id);

INSERT INTO meter_thresholds (tenant, period_start, threshold, crossed_at)
SELECT s.tenant, s.period_start, l.threshold, :now
FROM meter_totals s
JOIN meter_tenants m ON m.name = s.tenant
CROSS JOIN (SELECT 80 AS threshold UNION ALL SELECT 100) l
WHERE s.tenant IN (SELECT r.row_after ->> 'tenant' FROM replay_rows r WHERE r.replay_id = :id)
  AND s.period_start <= :now AND s.period_end > :now
  AND ((l.threshold = 80 AND (s.tokens_high, s.tokens_low) >= (m.warn_high, m.warn_low))
    OR (l.threshold = 100 AND (s.tokens_high, s.tokens_low) >= (m.quota_high, m.quota_low)))
ON CONFLICT (tenant, period_start, threshold) DO NOTHING;

UPDATE replays SET state = 'completed', finished_at = :now WHERE id = :id AND state = 'open'
