-- Every image ever seen.
SELECT id, image_name, category FROM repo_images ORDER BY id
