-- Large transactions of the mempool, and which of all stay: the twenty largest of an hour for a day, of a day for a month, and
-- of all. transactions: [{txid, amount_sat, fee_sat, vsize}]
-- @param transactions json
-- @param now          bigint
-- @writes
-- @fenced
INSERT INTO bitcoin_large_transactions (txid, amount_sat, fee_sat, vsize, seen_at)
SELECT
  told.value ->> 'txid',
  CAST(told.value ->> 'amount_sat' AS BIGINT),
  CAST(told.value ->> 'fee_sat' AS BIGINT),
  CAST(told.value ->> 'vsize' AS INTEGER),
  :now
FROM json_each(:transactions) told
WHERE TRUE
ON CONFLICT (txid) DO NOTHING;

DELETE FROM bitcoin_large_transactions
WHERE txid IN (
  SELECT txid
  FROM (
    SELECT
      txid, seen_at,
      ROW_NUMBER() OVER (ORDER BY amount_sat DESC, txid)                                        AS of_all,
      ROW_NUMBER() OVER (PARTITION BY seen_at / 86400 ORDER BY amount_sat DESC, txid)           AS of_day,
      ROW_NUMBER() OVER (PARTITION BY seen_at / 3600 ORDER BY amount_sat DESC, txid)            AS of_hour
    FROM bitcoin_large_transactions
  ) ranked
  WHERE of_all > 20
    AND (of_day > 20 OR seen_at < :now - 32 * 86400)
    AND (of_hour > 20 OR seen_at < :now - 25 * 3600)
)
