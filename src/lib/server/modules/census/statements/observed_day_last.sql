-- The newest day with a complete cycle, and its last one.
-- @param kind text
SELECT date, last_cycle_at FROM observed_days WHERE kind = :kind ORDER BY date DESC LIMIT 1
