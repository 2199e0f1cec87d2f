-- Whose webhooks are: {id: 1}; no key: the operator's. What is not there has no row.
-- @param ids json
SELECT w.id, w.key_id
FROM webhooks w
WHERE w.id IN (SELECT i.key FROM json_each(:ids) i)
ORDER BY w.id
