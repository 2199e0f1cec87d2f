-- The newest changes of shapes, those that are open first.
-- @param limit integer
SELECT
  drifts.document,
  shapes.source,
  drifts.opened_at,
  drifts.closed_at,
  drifts.closed_by,
  drifts.is_frozen,
  drifts.changes,
  drifts.sample,
  drifts.stable_since,
  drifts.last_good_at
FROM source_drifts AS drifts
JOIN source_shapes AS shapes ON shapes.document = drifts.document
ORDER BY CASE WHEN drifts.closed_at IS NULL THEN 0 ELSE 1 END, drifts.opened_at DESC, drifts.document
LIMIT :limit
