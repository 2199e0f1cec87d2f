-- Days from start to end that were watched, with the time of their last complete cycle; ascending.
-- @param kind  text
-- @param start text
-- @param end   text
SELECT date, last_cycle_at FROM observed_days WHERE kind = :kind AND date BETWEEN :start AND :end ORDER BY date
