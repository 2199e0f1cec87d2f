-- The one writer of events with their roll-ups by minute and by period, and of the thresholds that they cross: all or none.
-- Answers the thresholds that are crossed now. It fails as a whole when an event is stored already, when a tenant is no longer
-- the one that it was prepared for, or has used up a quota that is enforced: who calls it looks again then.
-- The locks of the tenants are taken in the order of their names, so that replicas do not wait for each other in a ring.
-- @param tenants json
-- @param metered json
-- @param minutes json
-- @param totals  json
-- @param now     bigint
-- @writes
INSERT INTO meter_turns (tenant, turn)
SELECT DISTINCT t.value ->> 'tenant', 0
FROM json_each(:tenants) t
WHERE TRUE
ORDER BY 1
ON CONFLICT (tenant) DO UPDATE SET turn = 1 - meter_turns.turn;

UPDATE meter_turns SET turn = NULL
WHERE tenant IN (
  SELECT t.value ->> 'tenant'
  FROM json_each(:tenants) t
  LEFT JOIN meter_tenants m ON m.name = t.value ->> 'tenant'
  LEFT JOIN meter_totals s ON s.tenant = m.name AND s.period_start = CAST(t.value ->> 'period_start' AS BIGINT)
  WHERE m.name IS NULL
    OR m.version <> CAST(t.value ->> 'version' AS INTEGER)
    OR (m.plan = 'enforce' AND (s.tokens_high, s.tokens_low) >= (m.quota_high, m.quota_low))
);

WITH given AS MATERIALIZED (SELECT value FROM json_each(:metered))
INSERT INTO meter_events (id, tenant, feature, tokens, at, received_at, body)
SELECT value ->> 'id', value ->> 'tenant', value ->> 'feature', CAST(value ->> 'tokens' AS BIGINT),
       CAST(value ->> 'at' AS BIGINT), :now, value ->> 'body'
FROM given;

WITH given AS MATERIALIZED (SELECT value FROM json_each(:minutes))
INSERT INTO meter_minutes (tenant, minute, feature, tokens_high, tokens_low, event_count)
SELECT value ->> 'tenant', CAST(value ->> 'minute' AS BIGINT), value ->> 'feature', CAST(value ->> 'high' AS BIGINT),
       CAST(value ->> 'low' AS BIGINT), CAST(value ->> 'events' AS BIGINT)
FROM given
WHERE TRUE
ON CONFLICT (tenant, minute, feature) DO UPDATE SET
  tokens_high = meter_minutes.tokens_high + excluded.tokens_high
    + (meter_minutes.tokens_low + excluded.tokens_low) / 1000000000000000,
  tokens_low = (meter_minutes.tokens_low + excluded.tokens_low) % 1000000000000000,
  event_count = meter_minutes.event_count + excluded.event_count;

WITH given AS MATERIALIZED (SELECT value FROM json_each(:totals))
INSERT INTO meter_totals (tenant, period_start, period_end, tokens_high, tokens_low, event_count)
SELECT value ->> 'tenant', CAST(value ->> 'period_start' AS BIGINT), CAST(value ->> 'period_end' AS BIGINT),
       CAST(value ->> 'high' AS BIGINT), CAST(value ->> 'low' AS BIGINT), CAST(value ->> 'events' AS BIGINT)
FROM given
WHERE TRUE
ON CONFLICT (tenant, period_start) DO UPDATE SET
  tokens_high = meter_totals.tokens_high + excluded.tokens_high
    + (meter_totals.tokens_low + excluded.tokens_low) / 1000000000000000,
  tokens_low = (meter_totals.tokens_low + excluded.tokens_low) % 1000000000000000,
  event_count = meter_totals.event_count + excluded.event_count,
  period_end = excluded.period_end;

INSERT INTO meter_thresholds (tenant, period_start, threshold, crossed_at)
SELECT s.tenant, s.period_start, l.threshold, :now
FROM json_each(:totals) t
JOIN meter_totals s ON s.tenant = t.value ->> 'tenant' AND s.period_start = CAST(t.value ->> 'period_start' AS BIGINT)
JOIN meter_tenants m ON m.name = s.tenant
CROSS JOIN (SELECT 80 AS threshold UNION ALL SELECT 100) l
WHERE (l.threshold = 80 AND (s.tokens_high, s.tokens_low) >= (m.warn_high, m.warn_low))
   OR (l.threshold = 100 AND (s.tokens_high, s.tokens_low) >= (m.quota_high, m.quota_low))
ON CONFLICT (tenant, period_start, threshold) DO NOTHING
RETURNING tenant, period_start, threshold
