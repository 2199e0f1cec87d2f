-- Records one administrative call.
-- @param id      text
-- @param now     bigint
-- @param actor   text
-- @param client  text
-- @param action  text
-- @param detail  text
-- @param outcome text
-- @writes
INSERT INTO audit_log (id, at, actor, client, action, detail, outcome)
VALUES (:id, :now, :actor, :client, :action, :detail, :outcome)
