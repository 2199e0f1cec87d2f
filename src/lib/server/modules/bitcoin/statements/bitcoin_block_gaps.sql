-- Times between which blocks are missing: from the last that was seen before to the first after it, ascending.
-- @param since bigint
SELECT before_time, time AS after_time
FROM (
  SELECT
    height, time,
    LAG(height) OVER (ORDER BY height) AS before_height,
    LAG(time) OVER (ORDER BY height)   AS before_time
  FROM bitcoin_blocks
) seen
WHERE before_height IS NOT NULL AND height - before_height > 1 AND time >= :since
ORDER BY time, before_time
