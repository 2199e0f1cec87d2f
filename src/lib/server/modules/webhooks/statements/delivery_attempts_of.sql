-- The attempts of some deliveries, oldest first: {id: 1}.
-- @param deliveries json
SELECT a.id, a.delivery_id, a.at, a.duration_ms, a.status, a.outcome
FROM json_each(:deliveries) d
CROSS JOIN delivery_attempts a
WHERE a.delivery_id = d.key
ORDER BY a.delivery_id, a.at, a.id
