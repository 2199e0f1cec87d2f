-- Nodes per tier and instances of apps as they were observed at a time: what had come by then without what had gone; and since
-- when each is observed, NULL: never.
-- @param time bigint
-- @heavy
SELECT 'instances' AS kind,
       (SELECT COUNT(*) FROM app_observations WHERE from_at <= :time)
         - (SELECT COUNT(*) FROM app_observations WHERE to_at < :time) AS seen,
       (SELECT MIN(from_at) FROM app_observations) AS since
UNION ALL
SELECT tier, (SELECT COUNT(*) FROM node_observations o
              WHERE o.tier = tiers.tier AND o.from_at <= :time AND (o.to_at IS NULL OR o.to_at >= :time)),
       (SELECT MIN(from_at) FROM node_observations)
FROM (SELECT 'cumulus' AS tier UNION ALL SELECT 'nimbus' UNION ALL SELECT 'stratus') tiers
ORDER BY kind
