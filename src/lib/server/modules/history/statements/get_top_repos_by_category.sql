-- What a category consists of on a day and on an earlier one: its images, and for games those counted by the app's name
-- (image_name NULL); an image all of whose containers are counted so is there with 0. What there was on neither day is left out.
-- @param category text
-- @param date     text
-- @param previous text
SELECT c.slug, c.image_name,
       SUM(CASE WHEN c.date = :date THEN c.instance_count ELSE 0 END) AS instance_count,
       SUM(CASE WHEN c.date = :previous THEN c.instance_count ELSE 0 END) AS previous_count
FROM (
  SELECT r.snapshot_date AS date, i.product_slug AS slug, i.image_name, r.category_count AS instance_count
  FROM repo_snapshots r
  JOIN repo_images i ON i.id = r.image_id
  WHERE r.snapshot_date IN (:date, :previous) AND i.category = :category AND i.product_slug IS NOT NULL
  UNION ALL
  SELECT p.snapshot_date, p.slug, CAST(NULL AS TEXT), p.instance_count
  FROM product_snapshots p
  WHERE :category = 'gaming' AND p.snapshot_date IN (:date, :previous)
) c
WHERE c.instance_count > 0 OR c.image_name IS NOT NULL
GROUP BY c.slug, c.image_name
ORDER BY c.slug, c.image_name NULLS LAST
