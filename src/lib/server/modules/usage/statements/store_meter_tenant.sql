-- A tenant, new or changed. It fails when the row is no longer the one that this was prepared for (version; 0: there is none).
-- rebuilt: the periods from rebuilt_from on where the billing day has changed; their totals are summed again from the minutes.
-- The webhook that tells Slack follows its address, and goes with it.
-- A quota that has become larger takes back the warnings that it is too large for, a smaller one warns; answers those.
-- @param name         text
-- @param kind         text
-- @param plan         text
-- @param billing      text
-- @param version      integer
-- @param quota_high   bigint
-- @param quota_low    bigint
-- @param warn_high    bigint
-- @param warn_low     bigint
-- @param slack_url    text
-- @param webhook      text
-- @param period_start bigint
-- @param rebuilt      json
-- @param rebuilt_from bigint
-- @param now          bigint
-- @writes
INSERT INTO meter_turns (tenant, turn) VALUES (:name, 0)
ON CONFLICT (tenant) DO UPDATE SET turn = 1 - meter_turns.turn;

UPDATE meter_turns SET turn = NULL
WHERE tenant = :name AND COALESCE((SELECT m.version FROM meter_tenants m WHERE m.name = :name), 0) <> :version;

INSERT INTO meter_tenants (name, kind, plan, billing, version, quota_high, quota_low, warn_high, warn_low, slack_url,
  created_at, updated_at)
VALUES (:name, :kind, :plan, :billing, 1, :quota_high, :quota_low, :warn_high, :warn_low, :slack_url, :now, :now)
ON CONFLICT (name) DO UPDATE SET
  kind = excluded.kind, plan = excluded.plan, billing = excluded.billing, version = meter_tenants.version + 1,
  quota_high = excluded.quota_high, quota_low = excluded.quota_low, warn_high = excluded.warn_high,
  warn_low = excluded.warn_low, slack_url = excluded.slack_url, updated_at = excluded.updated_at;

UPDATE webhooks SET url = :slack_url WHERE id = :webhook AND CAST(:slack_url AS TEXT) IS NOT NULL;

DELETE FROM delivery_attempts
WHERE CAST(:slack_url AS TEXT) IS NULL AND delivery_id IN (SELECT d.id FROM deliveries d WHERE d.webhook_id = :webhook);

DELETE FROM deliveries WHERE webhook_id = :webhook AND CAST(:slack_url AS TEXT) IS NULL;

DELETE FROM webhooks WHERE id = :webhook AND CAST(:slack_url AS TEXT) IS NULL;

DELETE FROM meter_totals WHERE tenant = :name AND period_start >= :rebuilt_from;

INSERT INTO meter_totals (tenant, period_start, period_end, tokens_high, tokens_low, event_count)
SELECT :name, r.period_start, r.period_end, r.high + (r.mid + r.small / 1000000) / 1000000000,
       (r.mid + r.small / 1000000) % 1000000000 * 1000000 + r.small % 1000000, r.events
FROM (
  SELECT p.period_start, p.period_end, CAST(SUM(m.tokens_high) AS BIGINT) AS high,
         CAST(SUM(m.tokens_low / 1000000) AS BIGINT) AS mid, CAST(SUM(m.tokens_low % 1000000) AS BIGINT) AS small,
         CAST(SUM(m.event_count) AS BIGINT) AS events
  FROM (
    SELECT CAST(e.value ->> 'period_start' AS BIGINT) AS period_start, CAST(e.value ->> 'period_end' AS BIGINT) AS period_end
    FROM json_each(:rebuilt) e
  ) p
  JOIN meter_minutes m ON m.tenant = :name AND m.minute >= p.period_start AND m.minute < p.period_end
  GROUP BY p.period_start, p.period_end
) r;

DELETE FROM meter_thresholds
WHERE tenant = :name AND period_start = :period_start
  AND NOT EXISTS (
    SELECT 1
    FROM meter_totals s
    JOIN meter_tenants m ON m.name = s.tenant
    WHERE s.tenant = :name AND s.period_start = :period_start
      AND ((meter_thresholds.threshold = 80 AND (s.tokens_high, s.tokens_low) >= (m.warn_high, m.warn_low))
        OR (meter_thresholds.threshold = 100 AND (s.tokens_high, s.tokens_low) >= (m.quota_high, m.quota_low)))
  );

INSERT INTO meter_thresholds (tenant, period_start, threshold, crossed_at)
SELECT s.tenant, s.period_start, l.threshold, :now
FROM meter_totals s
JOIN meter_tenants m ON m.name = s.tenant
CROSS JOIN (SELECT 80 AS threshold UNION ALL SELECT 100) l
WHERE s.tenant = :name AND s.period_start = :period_start
  AND ((l.threshold = 80 AND (s.tokens_high, s.tokens_low) >= (m.warn_high, m.warn_low))
    OR (l.threshold = 100 AND (s.tokens_high, s.tokens_low) >= (m.quota_high, m.quota_low)))
ON CONFLICT (tenant, period_start, threshold) DO NOTHING
RETURNING tenant, period_start, threshold
