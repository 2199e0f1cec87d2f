-- Containers of a category on the days from start to end that have a snapshot, ascending.
-- @param category text
-- @param start    text
-- @param end      text
SELECT snapshot_date AS date,
       CASE :category WHEN 'gaming' THEN gaming_count WHEN 'crypto' THEN crypto_count WHEN 'wordpress' THEN wordpress_count END AS total
FROM daily_snapshots
WHERE snapshot_date BETWEEN :start AND :end
ORDER BY snapshot_date
