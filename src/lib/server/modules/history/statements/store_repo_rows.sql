-- Adds containers per image and day, and per product those counted by their app's name. What is there already stays.
-- images: {name: {repository, category, slug, label}} of all images of the rows.
-- @param images   json
-- @param rows     json
-- @param products json
-- @writes
-- @fenced
INSERT INTO repo_images (id, image_name, repository, category, product_slug, product_label)
SELECT (SELECT COALESCE(MAX(id), 0) FROM repo_images) + ROW_NUMBER() OVER (ORDER BY unseen.key),
       unseen.key,
       unseen.value ->> 'repository',
       unseen.value ->> 'category',
       unseen.value ->> 'slug',
       unseen.value ->> 'label'
FROM json_each(:images) unseen
WHERE NOT EXISTS (SELECT 1 FROM repo_images known WHERE known.image_name = unseen.key);

INSERT INTO repo_snapshots (snapshot_date, image_id, instance_count, category_count)
SELECT seen.value ->> 'date',
       i.id,
       CAST(seen.value ->> 'instance_count' AS INTEGER),
       CAST(seen.value ->> 'category_count' AS INTEGER)
FROM json_each(:rows) seen
CROSS JOIN repo_images i
WHERE i.image_name = seen.value ->> 'image_name'
ON CONFLICT (snapshot_date, image_id) DO NOTHING;

INSERT INTO product_snapshots (snapshot_date, slug, instance_count)
SELECT value ->> 'date', value ->> 'slug', CAST(value ->> 'instance_count' AS INTEGER)
FROM json_each(:products)
WHERE TRUE
ON CONFLICT (snapshot_date, slug) DO NOTHING
