-- How many facts there are between two heights.
-- @param from integer
-- @param to   integer
-- @heavy
SELECT COUNT(*) AS rows FROM chain_transactions WHERE height BETWEEN :from AND :to
