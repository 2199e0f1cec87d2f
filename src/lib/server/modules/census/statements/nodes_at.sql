-- Which nodes there were at a time, true to one cycle.
-- @param at bigint
-- @heavy
SELECT collateral, tier, payment_address, from_at, to_at, is_end_uncertain
FROM node_observations
WHERE from_at <= :at AND (to_at IS NULL OR to_at >= :at)
ORDER BY collateral, from_at
