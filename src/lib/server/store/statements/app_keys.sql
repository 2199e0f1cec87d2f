-- The current specifications that are kept; a specification never changes under its hash and height.
SELECT name, hash, height FROM network_apps ORDER BY name
