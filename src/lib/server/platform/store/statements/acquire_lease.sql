-- Takes a lease that is free, expired or already ours; each taking has a higher fence than any before it, in this database
-- and, since fences count from 1,000,000,000 times the epoch, in the one that was in use before.
-- One that ends later than any can was taken by a clock that was ahead, and is free.
-- Answers no row when somebody else holds it or this database is not the one in use.
-- @param name       text
-- @param holder     text
-- @param now        bigint
-- @param expires_at bigint
-- @writes
INSERT INTO store_epochs (epoch, is_active, at, reason) VALUES (0, 1, 0, '')
ON CONFLICT (epoch) DO UPDATE SET epoch = excluded.epoch;

INSERT INTO leases (name, holder, fence, expires_at)
SELECT :name, :holder, CAST(e.epoch AS BIGINT) * 1000000000 + 1, :expires_at
FROM store_epochs e
WHERE e.is_active = 1 AND e.epoch = (SELECT MAX(n.epoch) FROM store_epochs n)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
  fence = CASE WHEN leases.fence < excluded.fence THEN excluded.fence ELSE leases.fence + 1 END
WHERE leases.expires_at <= :now OR leases.holder = :holder OR leases.expires_at > CAST(:now AS BIGINT) + 660
RETURNING fence
