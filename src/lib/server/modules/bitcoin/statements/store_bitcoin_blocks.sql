-- Blocks as they are now on the best chain, in place of what was seen at their heights and above `tip`.
-- blocks: [{height, hash, time, version, tx_count, size_bytes, weight, fees_sat, subsidy_sat, output_sat, median_rate_e3, miner}]
-- @param blocks json
-- @param tip    integer
-- @param source text
-- @writes
-- @fenced
-- @tells
DELETE FROM bitcoin_blocks WHERE height > :tip;

INSERT INTO bitcoin_blocks (
  height, hash, time, version, tx_count, size_bytes, weight, fees_sat, subsidy_sat, output_sat, median_rate_e3, miner, source
)
SELECT
  CAST(told.value ->> 'height' AS INTEGER),
  told.value ->> 'hash',
  CAST(told.value ->> 'time' AS BIGINT),
  CAST(told.value ->> 'version' AS BIGINT),
  CAST(told.value ->> 'tx_count' AS INTEGER),
  CAST(told.value ->> 'size_bytes' AS INTEGER),
  CAST(told.value ->> 'weight' AS INTEGER),
  CAST(told.value ->> 'fees_sat' AS BIGINT),
  CAST(told.value ->> 'subsidy_sat' AS BIGINT),
  CAST(told.value ->> 'output_sat' AS BIGINT),
  CAST(told.value ->> 'median_rate_e3' AS BIGINT),
  told.value ->> 'miner',
  :source
FROM json_each(:blocks) told
WHERE TRUE
ON CONFLICT (height) DO UPDATE SET
  hash           = excluded.hash,
  time           = excluded.time,
  version        = excluded.version,
  tx_count       = excluded.tx_count,
  size_bytes     = excluded.size_bytes,
  weight         = excluded.weight,
  fees_sat       = excluded.fees_sat,
  subsidy_sat    = excluded.subsidy_sat,
  output_sat     = excluded.output_sat,
  median_rate_e3 = excluded.median_rate_e3,
  miner          = excluded.miner,
  source         = excluded.source
