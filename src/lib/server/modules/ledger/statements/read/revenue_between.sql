-- Revenue of a span of block times, the end excluded; meant for a part of a day.
-- @param from bigint
-- @param to   bigint
SELECT COUNT(*) AS payment_count, CAST(COALESCE(SUM(amount_sat), 0) AS TEXT) AS amount_sat
FROM revenue_transactions
WHERE block_time >= :from AND block_time < :to
