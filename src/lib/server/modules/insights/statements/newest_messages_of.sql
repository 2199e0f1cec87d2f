-- The newest message of some apps ({name: 1}).
-- @param names json
-- @heavy
SELECT app_name, owner, height, spec_version, expire, end_time, components
FROM (
  SELECT app_name, owner, height, spec_version, expire, end_time, components,
         ROW_NUMBER() OVER (PARTITION BY app_name ORDER BY height DESC, hash DESC) AS place
  FROM app_messages
  WHERE app_name IN (SELECT key FROM json_each(:names))
) told
WHERE place = 1
ORDER BY app_name
