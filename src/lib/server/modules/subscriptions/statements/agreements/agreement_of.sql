-- The agreement of an id or of an idempotency key.
-- @param id  text
-- @param key text
SELECT
  -- @columns agreement a
FROM stream_agreements a
WHERE a.id = :id OR a.idempotency_key = :key
