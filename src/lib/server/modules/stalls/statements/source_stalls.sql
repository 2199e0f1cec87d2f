-- Every stall that is not cleared.
SELECT source, since, latched_at, recovered_at FROM source_stalls ORDER BY source
