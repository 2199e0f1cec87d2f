-- The images of a repository: one per tag.
-- @param repository text
SELECT image_name FROM repo_images WHERE repository = :repository ORDER BY image_name
