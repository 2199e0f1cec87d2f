-- The newest list of each kind.
SELECT name, body, source, as_of
FROM market_lists
ORDER BY name
