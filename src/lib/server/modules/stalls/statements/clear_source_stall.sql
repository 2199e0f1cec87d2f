-- Lets go of a stall, unless it was latched anew meanwhile. Answers a row when there was one.
-- @param source text
-- @param since  bigint
-- @writes
DELETE FROM source_stalls WHERE source = :source AND since = :since RETURNING source
