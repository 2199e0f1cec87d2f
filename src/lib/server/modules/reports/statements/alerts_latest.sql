-- The newest alerts, newest first; open_count: of all of them those that are open.
-- @param limit integer
SELECT id, rule, subject, opened_at, closed_at, detail, is_silenced,
       (SELECT COUNT(*) FROM alerts open WHERE open.closed_at IS NULL) AS open_count
FROM alerts
ORDER BY opened_at DESC, id
LIMIT :limit
