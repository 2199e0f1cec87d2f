-- Events by their numbers: {seq: 1}.
-- @param seqs json
SELECT e.seq, e.id, e.type, e.version, e.subject, e.height, e.at, e.data
FROM json_each(:seqs) s
CROSS JOIN events e
WHERE e.seq = CAST(s.key AS BIGINT)
ORDER BY e.seq
