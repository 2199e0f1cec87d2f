-- Of these events ({id: 1}) those that are stored, with what their key was first used for.
-- @param ids json
SELECT e.id, e.body
FROM json_each(:ids) i
JOIN meter_events e ON e.id = i.key
ORDER BY e.id
