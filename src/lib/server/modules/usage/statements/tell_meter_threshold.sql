-- Tells a crossed threshold, once: it fails as a whole when the threshold was told or taken back meanwhile. A tenant with an address
-- of Slack has a webhook of its own for that, made here for the first one, so that the event is delivered as any other.
-- @param tenant       text
-- @param period_start bigint
-- @param threshold    integer
-- @param crossed_at   bigint
-- @param webhook      text
-- @param subjects     text
-- @param secret       text
-- @param now          bigint
-- @writes
-- @tells
INSERT INTO meter_turns (tenant, turn) VALUES (:tenant, 0)
ON CONFLICT (tenant) DO UPDATE SET turn = 1 - meter_turns.turn;

UPDATE meter_turns SET turn = NULL
WHERE tenant = :tenant AND NOT EXISTS (
  SELECT 1 FROM meter_thresholds h
  WHERE h.tenant = :tenant AND h.period_start = :period_start AND h.threshold = :threshold AND h.crossed_at = :crossed_at
    AND h.told_at IS NULL
);

INSERT INTO webhooks (id, url, types, subjects, format, ordering, state, secret, created_at)
SELECT :webhook, m.slack_url, '{"quota.threshold":1}', :subjects, 'slack', 'subject', 'active', :secret, :now
FROM meter_tenants m
WHERE m.name = :tenant AND m.slack_url IS NOT NULL
ON CONFLICT (id) DO UPDATE SET url = excluded.url;

UPDATE meter_thresholds SET told_at = :now
WHERE tenant = :tenant AND period_start = :period_start AND threshold = :threshold AND told_at IS NULL
