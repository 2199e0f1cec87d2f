-- The parts of a figure on the days from start to end that have it.
-- @param figure text
-- @param start  text
-- @param end    text
SELECT date, part, value
FROM insight_days
WHERE figure = :figure AND date BETWEEN :start AND :end
ORDER BY date, part
