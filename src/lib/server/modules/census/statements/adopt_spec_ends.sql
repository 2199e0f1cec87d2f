-- An end by time counts from when the network took a specification, which its list alone tells; the message tells when it was
-- signed. Messages take over what is listed under their hash, and keep it when the app is gone.
-- @writes
-- @fenced
UPDATE app_messages
SET end_time = (SELECT MAX(n.end_time) FROM network_apps n WHERE n.hash = app_messages.hash)
WHERE hash IN (
  SELECT m.hash
  FROM network_apps n
  JOIN app_messages m ON m.hash = n.hash
  WHERE n.end_time IS NOT NULL AND (m.end_time IS NULL OR m.end_time <> n.end_time)
)
