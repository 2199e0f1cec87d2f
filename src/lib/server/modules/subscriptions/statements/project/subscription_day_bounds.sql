-- The first and last block of each UTC day from a time on, as far as facts and payments tell. day: days since 1970.
-- @param from_time bigint
-- @heavy
SELECT block_time / 86400 AS day, MIN(height) AS min_height, MAX(height) AS max_height,
       MIN(block_time) AS min_time, MAX(block_time) AS max_time
FROM subscription_links
WHERE block_time >= :from_time
GROUP BY block_time / 86400
ORDER BY day
