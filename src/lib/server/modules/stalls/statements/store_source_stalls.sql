-- Latches stalls, and notes which of the latched sources tell something again: {source: {since, recovered_at}}. One that stalls
-- again before it was cleared is the same stall: it keeps the time at which it was latched first.
-- @param stalls json
-- @param now    bigint
-- @writes
-- @fenced
-- @tells
INSERT INTO source_stalls (source, since, latched_at, recovered_at)
SELECT key, CAST(value ->> 'since' AS BIGINT), :now, CAST(value ->> 'recovered_at' AS BIGINT)
FROM json_each(:stalls)
WHERE TRUE
ON CONFLICT (source) DO UPDATE SET since = excluded.since, recovered_at = excluded.recovered_at
