-- Of some apps ({name: 1}) what their newest message says of their term, and who owned them.
-- @param names json
SELECT m.app_name, m.owner, m.height, m.spec_version, m.components, m.instances, m.expire, m.end_time, m.is_encrypted
FROM json_each(:names) n
CROSS JOIN app_messages m
WHERE m.hash = (
  SELECT newest.hash FROM app_messages newest WHERE newest.app_name = n.key ORDER BY newest.height DESC, newest.hash DESC LIMIT 1
)
ORDER BY m.app_name
