-- The first and the newest block that was seen.
SELECT MIN(time) AS first_time, MAX(time) AS last_time, COUNT(*) AS blocks FROM bitcoin_blocks
