-- The replay that is not over; no row when there is none.
SELECT
  -- @columns replay r
FROM replays r
WHERE r.state = 'open'
