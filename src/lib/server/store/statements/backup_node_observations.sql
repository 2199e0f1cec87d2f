-- The next observations of nodes for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT collateral, from_at, to_at, tier, payment_address, is_end_uncertain
FROM node_observations
WHERE (collateral, from_at) > (
  COALESCE(:after ->> 'collateral', ''),
  COALESCE(CAST(:after ->> 'from_at' AS BIGINT), -1)
)
ORDER BY collateral, from_at
LIMIT :limit
