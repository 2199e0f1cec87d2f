-- Prolongs a lease that is still ours. Answers no row when it has been taken over.
-- @param name       text
-- @param fence      bigint
-- @param expires_at bigint
-- @writes
UPDATE leases SET expires_at = :expires_at WHERE name = :name AND fence = :fence
RETURNING fence
