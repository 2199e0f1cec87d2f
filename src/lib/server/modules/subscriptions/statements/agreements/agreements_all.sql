-- Agreements, newest first.
SELECT
  -- @columns agreement a
FROM stream_agreements a
ORDER BY a.created_at DESC, a.id
