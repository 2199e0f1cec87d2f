-- Ends an agreement that runs: one row, or none where there is none or it is over.
-- @param id  text
-- @param now bigint
-- @writes
UPDATE stream_agreements
SET ended_at = :now
WHERE id = :id AND ended_at IS NULL AND end_time > :now
RETURNING id
