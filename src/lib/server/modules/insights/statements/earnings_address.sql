-- How far the earnings of an address are known.
-- @param address text
SELECT from_height, to_height, from_date, read_at FROM earnings_addresses WHERE address = :address
