-- Stores daily closes; a better source (imported, binance, coingecko, cryptocompare) is never replaced by a worse one.
-- @param closes json
-- @param status json
-- @param now    bigint
-- @writes
-- @fenced
INSERT INTO flux_price_history (date, price_e8, source, fetched_at)
SELECT key, CAST(value ->> 'price_e8' AS BIGINT), value ->> 'source', :now
FROM json_each(:closes)
WHERE TRUE
ON CONFLICT (date) DO UPDATE SET price_e8 = excluded.price_e8, source = excluded.source, fetched_at = excluded.fetched_at
WHERE CASE excluded.source WHEN 'imported' THEN 1 WHEN 'binance' THEN 2 WHEN 'coingecko' THEN 3 ELSE 4 END
   <= CASE flux_price_history.source WHEN 'imported' THEN 1 WHEN 'binance' THEN 2 WHEN 'coingecko' THEN 3 ELSE 4 END;

INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', :now
FROM json_each(:status)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
