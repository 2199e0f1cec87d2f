-- Asks for revaluation of every day with a known close.
-- @writes
-- @fenced
UPDATE flux_price_history SET applied_e8 = NULL WHERE applied_e8 IS NOT NULL
