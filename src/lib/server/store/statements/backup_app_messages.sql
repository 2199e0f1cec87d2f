-- The next app messages for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT hash, type, txid, height, CAST(value_sat AS TEXT) AS value_sat, timestamp_ms, app_name, owner, spec_version,
       components, instances, expire, end_time, geolocation, is_encrypted
FROM app_messages
WHERE hash > COALESCE(:after ->> 'hash', '')
ORDER BY hash
LIMIT :limit
