-- Crossed thresholds that nobody has been told of, the oldest first, with what is used of which quota.
-- @param limit integer
SELECT h.tenant, h.period_start, h.threshold, h.crossed_at, s.period_end, s.tokens_high, s.tokens_low, m.quota_high, m.quota_low,
       m.slack_url
FROM meter_thresholds h
JOIN meter_tenants m ON m.name = h.tenant
JOIN meter_totals s ON s.tenant = h.tenant AND s.period_start = h.period_start
WHERE h.told_at IS NULL
ORDER BY h.crossed_at, h.tenant, h.period_start, h.threshold
LIMIT :limit
