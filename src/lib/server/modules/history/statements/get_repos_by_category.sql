-- Containers per product of a category and day from start to end: by image, and for games also by the app's name.
-- @param category text
-- @param start    text
-- @param end      text
-- @heavy
SELECT c.date, c.slug, SUM(c.instance_count) AS instance_count
FROM (
  SELECT r.snapshot_date AS date, i.product_slug AS slug, r.category_count AS instance_count
  FROM repo_images i
  JOIN repo_snapshots r ON r.image_id = i.id
  WHERE i.category = :category AND i.product_slug IS NOT NULL AND r.snapshot_date BETWEEN :start AND :end
  UNION ALL
  SELECT p.snapshot_date, p.slug, p.instance_count
  FROM product_snapshots p
  WHERE :category = 'gaming' AND p.snapshot_date BETWEEN :start AND :end
) c
GROUP BY c.date, c.slug
HAVING SUM(c.instance_count) > 0
ORDER BY c.date, c.slug
