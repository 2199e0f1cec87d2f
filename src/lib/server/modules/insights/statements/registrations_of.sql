-- The height of the newest registration of some apps ({name: 1}); an app without one has no row.
-- @param names json
SELECT app_name, MAX(height) AS height
FROM app_messages
WHERE type = 'register' AND app_name IN (SELECT key FROM json_each(:names))
GROUP BY app_name
ORDER BY app_name
