-- Takes a lease that is free, expired or already ours; each taking has a higher fence than any before it.
-- Answers no row when somebody else holds it.
-- @param name       text
-- @param holder     text
-- @param now        bigint
-- @param expires_at bigint
-- @writes
INSERT INTO leases (name, holder, fence, expires_at)
VALUES (:name, :holder, 1, :expires_at)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fence = leases.fence + 1, expires_at = excluded.expires_at
WHERE leases.expires_at <= :now OR leases.holder = :holder
RETURNING fence
