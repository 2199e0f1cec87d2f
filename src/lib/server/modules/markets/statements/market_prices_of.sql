-- The newest live prices of a coin.
-- @param asset text
SELECT currency, CAST(price_e8 AS TEXT) AS price_e8, source, as_of
FROM market_prices
WHERE asset = :asset
ORDER BY currency
