-- Removes events of a range of time, at most so many, that were received before `before` too: one that came late is kept as long
-- as any other, because its key is. Says first from when on events are complete.
-- @param before bigint
-- @param from   bigint
-- @param to     bigint
-- @param limit  integer
-- @writes
INSERT INTO meter_floor (name, before) VALUES ('events', :before)
ON CONFLICT (name) DO UPDATE SET before = excluded.before WHERE meter_floor.before < excluded.before;

DELETE FROM meter_events
WHERE id IN (
  SELECT e.id FROM meter_events e
  WHERE e.at >= :from AND e.at < :to AND e.received_at < :before
  ORDER BY e.at, e.id
  LIMIT :limit
)
RETURNING at
