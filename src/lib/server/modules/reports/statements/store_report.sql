-- Keeps a report that is due and tells that it is there, once: a period that has one keeps it.
-- @param period   text
-- @param end_date text
-- @param body     text
-- @param now      bigint
-- @writes
-- @fenced
-- @tells
INSERT INTO reports (period, end_date, made_at, body)
VALUES (:period, :end_date, :now, :body)
ON CONFLICT (period, end_date) DO NOTHING
RETURNING period, end_date
