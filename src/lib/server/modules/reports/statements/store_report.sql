-- Keeps a report that is due, once: a period that has one keeps it. Whoever sends reports adds their rows here, in the same
-- transaction.
-- @param period   text
-- @param end_date text
-- @param body     text
-- @param now      bigint
-- @writes
-- @fenced
INSERT INTO reports (period, end_date, made_at, body)
VALUES (:period, :end_date, :now, :body)
ON CONFLICT (period, end_date) DO NOTHING
RETURNING period, end_date
