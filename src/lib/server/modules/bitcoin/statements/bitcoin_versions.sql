-- Versions of the newest blocks that were seen, most frequent first.
-- @param blocks integer
SELECT version, COUNT(*) AS blocks
FROM (SELECT version FROM bitcoin_blocks ORDER BY height DESC LIMIT :blocks) newest
WHERE version IS NOT NULL
GROUP BY version
ORDER BY blocks DESC, version
