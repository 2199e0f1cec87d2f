-- How many images were ever seen.
SELECT COUNT(*) AS images FROM repo_images
