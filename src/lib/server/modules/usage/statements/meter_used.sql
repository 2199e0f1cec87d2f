-- What tenants have used in periods: [{tenant, period_start}]; no row for none.
-- @param periods json
SELECT s.tenant, s.period_start, s.tokens_high, s.tokens_low, s.event_count
FROM json_each(:periods) p
JOIN meter_totals s ON s.tenant = p.value ->> 'tenant' AND s.period_start = CAST(p.value ->> 'period_start' AS BIGINT)
ORDER BY s.tenant, s.period_start
