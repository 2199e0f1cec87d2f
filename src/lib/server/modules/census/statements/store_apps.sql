-- Puts current specifications.
-- @param apps json
-- @writes
-- @fenced
-- @tells
INSERT INTO network_apps (name, owner, spec_version, hash, height, end_height, end_time, instances, expire, components,
  geolocation, is_encrypted)
SELECT value ->> 'name',
       value ->> 'owner',
       CAST(value ->> 'spec_version' AS INTEGER),
       value ->> 'hash',
       CAST(value ->> 'height' AS INTEGER),
       CAST(value ->> 'end_height' AS INTEGER),
       CAST(value ->> 'end_time' AS BIGINT),
       CAST(value ->> 'instances' AS INTEGER),
       CAST(value ->> 'expire' AS INTEGER),
       value ->> 'components',
       value ->> 'geolocation',
       CAST(value ->> 'is_encrypted' AS INTEGER)
FROM json_each(:apps)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET
  owner = excluded.owner, spec_version = excluded.spec_version, hash = excluded.hash, height = excluded.height,
  end_height = excluded.end_height, end_time = excluded.end_time, instances = excluded.instances, expire = excluded.expire,
  components = excluded.components, geolocation = excluded.geolocation, is_encrypted = excluded.is_encrypted
