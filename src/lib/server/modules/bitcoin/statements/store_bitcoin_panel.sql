-- What a panel was told: figures, or (body null) why there are none, which leaves the figures that there are.
-- @param name   text
-- @param body   text
-- @param source text
-- @param state  text
-- @param reason text
-- @param at     bigint
-- @writes
-- @fenced
INSERT INTO bitcoin_panels (name, body, source, as_of, failed_at, state, reason)
VALUES (
  :name, :body, :source,
  CASE WHEN :body IS NULL THEN NULL ELSE :at END,
  CASE WHEN :body IS NULL THEN :at ELSE NULL END,
  :state, :reason
)
ON CONFLICT (name) DO UPDATE SET
  body      = COALESCE(excluded.body, bitcoin_panels.body),
  source    = CASE WHEN excluded.body IS NULL THEN bitcoin_panels.source ELSE excluded.source END,
  as_of     = COALESCE(excluded.as_of, bitcoin_panels.as_of),
  failed_at = excluded.failed_at,
  state     = excluded.state,
  reason    = excluded.reason
