-- What today's tables make of images: {id: {category, slug, label}}.
-- @param images json
-- @writes
-- @fenced
UPDATE repo_images
SET category = made.category, product_slug = made.slug, product_label = made.label
FROM (
  SELECT CAST(key AS INTEGER) AS image_id,
         value ->> 'category' AS category,
         value ->> 'slug' AS slug,
         value ->> 'label' AS label
  FROM json_each(:images)
) made
WHERE id = made.image_id
