-- When the first event from a moment on was, and the first minute in which one was counted; null: there is none.
-- @param from bigint
SELECT (SELECT MIN(e.at) FROM meter_events e WHERE e.at >= :from) AS event_at,
       (SELECT MIN(m.minute) FROM meter_minutes m WHERE m.minute >= :from) AS minute
