-- Number of payments per 1,000 blocks and source, newest first.
SELECT block_range, source, payment_count
FROM revenue_block_ranges
ORDER BY block_range DESC, source DESC
