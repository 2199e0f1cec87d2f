-- What the log has: how many events, its lowest and highest number, and what its head says.
-- @heavy
SELECT (SELECT COUNT(*) FROM events) AS rows,
       (SELECT MIN(seq) FROM events) AS lowest,
       (SELECT MAX(seq) FROM events) AS highest,
       h.seq, h.floor_seq
FROM event_head h
