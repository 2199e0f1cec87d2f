-- All messages of some apps.
-- @param apps json
SELECT m.hash, m.type, m.txid, m.height, m.app_name, m.owner, m.spec_version, m.components, m.instances, m.expire, m.end_time,
       m.is_encrypted
FROM json_each(:apps) asked
JOIN app_messages m ON m.app_name = asked.key
ORDER BY m.app_name, m.height, m.hash
