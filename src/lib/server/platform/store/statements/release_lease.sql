-- Gives a lease back, if it is still ours, so that the next taker need not wait.
-- @param name  text
-- @param fence bigint
-- @writes
UPDATE leases SET expires_at = 0 WHERE name = :name AND fence = :fence
