-- Every image ever seen.
SELECT image_name FROM repo_images ORDER BY image_name
