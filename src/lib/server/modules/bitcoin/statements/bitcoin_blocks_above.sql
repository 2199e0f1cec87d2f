-- Blocks that were seen, from a height on, ascending.
-- @param height integer
SELECT height, hash FROM bitcoin_blocks WHERE height >= :height ORDER BY height
