-- Stores the newest list of a kind.
-- @param name   text
-- @param body   text
-- @param source text
-- @param as_of  bigint
-- @writes
-- @fenced
INSERT INTO market_lists (name, body, source, as_of)
VALUES (:name, :body, :source, :as_of)
ON CONFLICT (name) DO UPDATE SET body = excluded.body, source = excluded.source, as_of = excluded.as_of
