-- Replaces the newest known value of one current figure.
-- @param name   text
-- @param value  text
-- @param source text
-- @param as_of  bigint
-- @writes
-- @fenced
INSERT INTO current_metrics (name, value, source, as_of)
VALUES (:name, :value, :source, :as_of)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, source = excluded.source, as_of = excluded.as_of
