-- Counts the categories of the days from start to end anew, where the day has counts per image: by today's categories of
-- the images, and as games what counted by its app's name.
-- @param start text
-- @param end   text
-- @writes
-- @fenced
UPDATE daily_snapshots
SET gaming_count = counted.gaming, crypto_count = counted.crypto, wordpress_count = counted.wordpress
FROM (
  SELECT r.snapshot_date AS day,
         SUM(CASE WHEN i.category = 'gaming' THEN r.category_count ELSE 0 END)
           + COALESCE((SELECT SUM(p.instance_count) FROM product_snapshots p WHERE p.snapshot_date = r.snapshot_date), 0) AS gaming,
         SUM(CASE WHEN i.category = 'crypto' THEN r.category_count ELSE 0 END) AS crypto,
         SUM(CASE WHEN i.category = 'wordpress' THEN r.category_count ELSE 0 END) AS wordpress
  FROM repo_snapshots r
  JOIN repo_images i ON i.id = r.image_id
  WHERE r.snapshot_date BETWEEN :start AND :end
  GROUP BY r.snapshot_date
) counted
WHERE snapshot_date = counted.day
