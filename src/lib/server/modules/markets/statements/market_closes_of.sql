-- Every known close of a pair, in order.
-- @param asset    text
-- @param currency text
SELECT date, CAST(price_e8 AS TEXT) AS price_e8, source
FROM market_closes
WHERE asset = :asset AND currency = :currency
ORDER BY date
