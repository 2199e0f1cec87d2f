-- Stores what labelled addresses hold now; those that are labelled no more go.
-- @param addresses json
-- @param balances  json
-- @param source    text
-- @param as_of     bigint
-- @writes
-- @fenced
DELETE FROM market_balances WHERE address NOT IN (SELECT key FROM json_each(:addresses));

INSERT INTO market_balances (address, amount_sat, source, as_of)
SELECT key, CAST(value ->> 'sat' AS BIGINT), :source, :as_of
FROM json_each(:balances)
WHERE TRUE
ON CONFLICT (address) DO UPDATE SET amount_sat = excluded.amount_sat, source = excluded.source, as_of = excluded.as_of
