-- What ran where at a time, true to one cycle.
-- @param at bigint
-- @heavy
SELECT a.name AS app_name, p.ip, p.replica, o.from_at, o.to_at, o.is_end_uncertain
FROM app_observations o
JOIN observed_apps a ON a.id = o.app_id
JOIN observed_places p ON p.id = o.place_id
WHERE o.from_at <= :at AND (o.to_at IS NULL OR o.to_at >= :at)
ORDER BY a.name, p.ip, p.replica, o.from_at
