-- From when to when an app was seen on each node, as far as it touches a span of time.
-- @param app_name text
-- @param from     bigint
-- @param to       bigint
-- @heavy
SELECT o.from_at, o.to_at
FROM observed_apps a
JOIN app_observations o ON o.app_id = a.id
WHERE a.name = :app_name AND o.from_at <= :to AND (o.to_at IS NULL OR o.to_at >= :from)
ORDER BY o.from_at, o.place_id
