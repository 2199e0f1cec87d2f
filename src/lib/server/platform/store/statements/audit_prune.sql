-- Deletes administrative calls, at most so many, the oldest first: those beyond the newest `keep` that nobody authorized
-- made, or that are older than a time.
-- @param keep   integer
-- @param before bigint
-- @param limit  integer
-- @writes
DELETE FROM audit_log
WHERE id IN (
  SELECT a.id
  FROM audit_log a
  WHERE (a.at, a.id) <= (SELECT n.at, n.id FROM audit_log n ORDER BY n.at DESC, n.id DESC LIMIT 1 OFFSET :keep)
    AND (a.actor = 'nobody' OR a.at < :before)
  ORDER BY a.at, a.id
  LIMIT :limit
)
