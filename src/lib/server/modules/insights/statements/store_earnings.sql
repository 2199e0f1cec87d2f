-- Adds what coinbases paid to an address in a range of blocks; is_first: in place of what is there. days: {date: {count, sat}}.
-- The thousand addresses that were read last stay.
-- @param address     text
-- @param days        json
-- @param from_height integer
-- @param to_height   integer
-- @param from_date   text
-- @param is_first    integer
-- @param read_at     bigint
-- @writes
-- @fenced
DELETE FROM earnings_days WHERE :is_first = 1 AND address = :address;

INSERT INTO earnings_days (address, date, output_count, amount_sat)
SELECT :address, told.key, CAST(told.value ->> 'count' AS INTEGER), CAST(told.value ->> 'sat' AS BIGINT)
FROM json_each(:days) told
WHERE TRUE
ON CONFLICT (address, date) DO UPDATE SET
  output_count = earnings_days.output_count + excluded.output_count,
  amount_sat   = earnings_days.amount_sat + excluded.amount_sat;

INSERT INTO earnings_addresses (address, from_height, to_height, from_date, read_at)
VALUES (:address, :from_height, :to_height, :from_date, :read_at)
ON CONFLICT (address) DO UPDATE SET
  from_height = CASE WHEN :is_first = 1 THEN excluded.from_height ELSE earnings_addresses.from_height END,
  from_date   = CASE WHEN :is_first = 1 THEN excluded.from_date ELSE earnings_addresses.from_date END,
  to_height   = excluded.to_height,
  read_at     = excluded.read_at;

DELETE FROM earnings_addresses
WHERE address NOT IN (SELECT address FROM earnings_addresses ORDER BY read_at DESC, address LIMIT 1000);

DELETE FROM earnings_days WHERE address NOT IN (SELECT address FROM earnings_addresses)
