-- Crossed thresholds that nobody has been told of, the oldest first.
-- @param limit integer
SELECT h.tenant, h.period_start, h.threshold, h.crossed_at, m.slack_url
FROM meter_thresholds h
JOIN meter_tenants m ON m.name = h.tenant
WHERE h.told_at IS NULL
ORDER BY h.crossed_at, h.tenant, h.period_start, h.threshold
LIMIT :limit
