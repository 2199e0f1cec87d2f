-- What attribution needs of some messages: {hash: 1}.
-- @param hashes json
SELECT hash, app_name, components, is_encrypted
FROM app_messages
WHERE hash IN (SELECT key FROM json_each(:hashes))
ORDER BY hash
