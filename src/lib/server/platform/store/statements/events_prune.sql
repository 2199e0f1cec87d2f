-- Removes the oldest events that were told before a time: at most so many, none of them after one that stays.
-- @param before bigint
-- @param limit  integer
-- @writes
INSERT INTO event_head (name, seq, floor_seq)
VALUES ('log', 0, 0)
ON CONFLICT (name) DO UPDATE SET seq = event_head.seq;

UPDATE event_head
SET floor_seq = COALESCE(
  (SELECT MIN(e.seq) - 1 FROM (SELECT seq, at FROM events ORDER BY seq LIMIT :limit) e WHERE e.at >= :before),
  (SELECT MAX(e.seq) FROM (SELECT seq FROM events ORDER BY seq LIMIT :limit) e),
  floor_seq
)
WHERE TRUE;

UPDATE event_head SET floor_seq = seq WHERE floor_seq > seq;

DELETE FROM events WHERE seq <= (SELECT h.floor_seq FROM event_head h)
