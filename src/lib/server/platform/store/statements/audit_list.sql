-- Administrative calls, newest first.
-- @param limit integer
SELECT id, at, actor, client, action, detail, outcome FROM audit_log ORDER BY at DESC, id DESC LIMIT :limit
