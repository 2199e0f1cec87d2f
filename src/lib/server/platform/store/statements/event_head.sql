-- The newest number of the log, and the one up to which it is no longer kept. No row: nothing was ever told.
SELECT seq, floor_seq FROM event_head
