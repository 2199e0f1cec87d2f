-- Drops what was counted per product on these days without images: images are about to say more.
-- dates: {date: 1}.
-- @param dates json
-- @writes
-- @fenced
DELETE FROM product_snapshots
WHERE snapshot_date IN (SELECT key FROM json_each(:dates))
  AND snapshot_date NOT IN (SELECT snapshot_date FROM repo_snapshots)
