-- The first day on which a container of a product was counted, by image or by app name; slug NULL: of a category, by the
-- totals of its days. Before it nobody knew what to look for, so nothing is known.
SELECT f.category, f.slug, MIN(f.date) AS date
FROM (
  SELECT i.category, i.product_slug AS slug,
         (SELECT MIN(r.snapshot_date) FROM repo_snapshots r WHERE r.image_id = i.id AND r.category_count > 0) AS date
  FROM repo_images i
  WHERE i.category IN ('gaming', 'crypto', 'wordpress') AND i.product_slug IS NOT NULL
  UNION ALL
  SELECT 'gaming', p.slug, MIN(p.snapshot_date) FROM product_snapshots p WHERE p.instance_count > 0 GROUP BY p.slug
  UNION ALL
  SELECT 'gaming', CAST(NULL AS TEXT), MIN(s.snapshot_date) FROM daily_snapshots s WHERE s.gaming_count > 0
  UNION ALL
  SELECT 'crypto', CAST(NULL AS TEXT), MIN(s.snapshot_date) FROM daily_snapshots s WHERE s.crypto_count > 0
  UNION ALL
  SELECT 'wordpress', CAST(NULL AS TEXT), MIN(s.snapshot_date) FROM daily_snapshots s WHERE s.wordpress_count > 0
) f
WHERE f.date IS NOT NULL
GROUP BY f.category, f.slug
ORDER BY f.category, f.slug NULLS LAST
