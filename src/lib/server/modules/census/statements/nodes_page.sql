-- One page of nodes: of a tier or of all (''), all or those like a pattern (lower case) in one of their fields; highest tier
-- first. Always answers at least one row: past the end its collateral is NULL and only its total counts.
-- @param tier    text
-- @param pattern text
-- @param skip    bigint
-- @param limit   integer
-- @heavy
WITH found AS MATERIALIZED (
  SELECT collateral, CASE tier WHEN 'stratus' THEN 0 WHEN 'nimbus' THEN 1 ELSE 2 END AS place
  FROM network_nodes
  WHERE (:tier = '' OR tier = :tier)
    AND (:pattern = '' OR LOWER(collateral || '
' || payment_address || '
' || COALESCE(ip, '') || '
' || COALESCE(country, '') || '
' || COALESCE(provider, '')) LIKE :pattern ESCAPE '\')
),
page AS MATERIALIZED (
  SELECT collateral, place FROM found ORDER BY place, collateral LIMIT :limit OFFSET :skip
)
SELECT (SELECT COUNT(*) FROM found) AS total,
       n.collateral, n.tier, n.payment_address, n.ip, n.active_since, n.country, n.country_code, n.provider, n.machine
FROM (SELECT 1 AS one) always
LEFT JOIN page p ON TRUE
LEFT JOIN network_nodes n ON n.collateral = p.collateral
ORDER BY p.place NULLS LAST, p.collateral
