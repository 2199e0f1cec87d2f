-- Stores live prices; an older one never replaces a newer one, unless that one's time has not come by `until`.
-- @param asset  text
-- @param prices json
-- @param source text
-- @param as_of  bigint
-- @param until  bigint
-- @writes
-- @fenced
INSERT INTO market_prices (asset, currency, price_e8, source, as_of)
SELECT :asset, key, CAST(value ->> 'price_e8' AS BIGINT), :source, :as_of
FROM json_each(:prices)
WHERE TRUE
ON CONFLICT (asset, currency) DO UPDATE SET price_e8 = excluded.price_e8, source = excluded.source, as_of = excluded.as_of
WHERE excluded.as_of >= market_prices.as_of OR market_prices.as_of > :until
