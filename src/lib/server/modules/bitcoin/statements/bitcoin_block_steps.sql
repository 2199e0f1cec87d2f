-- Seen blocks by steps of time, ascending. Sums leave out what is not known, which the counts tell.
-- @param since bigint
-- @param step  integer
SELECT
  time - time % :step              AS start,
  COUNT(*)                         AS blocks,
  COUNT(tx_count)                  AS counted_blocks,
  COALESCE(SUM(tx_count), 0)       AS transactions,
  COUNT(fees_sat)                  AS paid_blocks,
  CAST(COALESCE(SUM(fees_sat), 0) AS TEXT)        AS fees_sat,
  COUNT(output_sat)                AS moved_blocks,
  CAST(COALESCE(SUM(output_sat), 0) AS TEXT)      AS output_sat,
  COUNT(median_rate_e3)            AS rated_blocks,
  CAST(COALESCE(SUM(median_rate_e3), 0) AS TEXT)  AS median_rate_e3
FROM bitcoin_blocks
WHERE time >= :since
GROUP BY time - time % :step
ORDER BY 1
