-- Reorganisations that touched payments, newest first.
-- @param limit integer
SELECT id, MIN(detected_at) AS detected_at, MIN(old_height) AS height, COUNT(*) AS transactions,
       CAST(COALESCE(SUM(amount_sat), 0) AS TEXT) AS amount_sat
FROM reorgs
GROUP BY id
ORDER BY detected_at DESC, id
LIMIT :limit
