-- Stores daily closes of one coin; `closes` is by currency, then date. What the history told is never replaced by candles.
-- @param asset  text
-- @param closes json
-- @param now    bigint
-- @writes
-- @fenced
INSERT INTO market_closes (asset, currency, date, price_e8, source, fetched_at)
SELECT :asset, by_currency.key, by_date.key, CAST(by_date.value ->> 'price_e8' AS BIGINT), by_date.value ->> 'source', :now
FROM json_each(:closes) AS by_currency, json_each(by_currency.value) AS by_date
WHERE TRUE
ON CONFLICT (asset, currency, date) DO UPDATE
SET price_e8 = excluded.price_e8, source = excluded.source, fetched_at = excluded.fetched_at
WHERE CASE excluded.source WHEN 'mempool' THEN 1 ELSE 2 END <= CASE market_closes.source WHEN 'mempool' THEN 1 ELSE 2 END
