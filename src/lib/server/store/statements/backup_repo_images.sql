-- The next images for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT id, image_name, repository, category, product_slug, product_label
FROM repo_images
WHERE id > COALESCE(CAST(:after ->> 'id' AS INTEGER), -1)
ORDER BY id
LIMIT :limit
