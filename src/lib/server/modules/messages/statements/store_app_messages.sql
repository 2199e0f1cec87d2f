-- Adds app messages; a hash names one content for ever, so a known one stays as it is unless its content could not be read.
-- @param messages json
-- @param status   json
-- @param now      bigint
-- @writes
-- @fenced
WITH given AS MATERIALIZED (SELECT key, value FROM json_each(:messages))
INSERT INTO app_messages (hash, type, txid, height, value_sat, timestamp_ms, app_name, owner, spec_version, components,
  instances, expire, end_time, geolocation, is_encrypted)
SELECT key,
       value ->> 'type',
       value ->> 'txid',
       CAST(value ->> 'height' AS INTEGER),
       CAST(value ->> 'value_sat' AS BIGINT),
       CAST(value ->> 'timestamp_ms' AS BIGINT),
       value ->> 'app_name',
       value ->> 'owner',
       CAST(value ->> 'spec_version' AS INTEGER),
       value ->> 'components',
       CAST(value ->> 'instances' AS INTEGER),
       CAST(value ->> 'expire' AS INTEGER),
       CAST(value ->> 'end_time' AS BIGINT),
       value ->> 'geolocation',
       CAST(value ->> 'is_encrypted' AS INTEGER)
FROM given
WHERE TRUE
ON CONFLICT (hash) DO UPDATE SET
  owner = excluded.owner, spec_version = excluded.spec_version, components = excluded.components,
  instances = excluded.instances, expire = excluded.expire, end_time = excluded.end_time,
  geolocation = excluded.geolocation, is_encrypted = excluded.is_encrypted
WHERE app_messages.components = 'null' AND excluded.components <> 'null';

INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', :now
FROM json_each(:status)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
