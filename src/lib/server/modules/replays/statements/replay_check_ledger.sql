-- Marks what was laid aside of payments and is not what is stored any more: it was written by others meanwhile.
-- @param id text
-- @writes
-- @fenced
UPDATE replay_rows SET is_stale = 1
WHERE replay_id = :id AND height IS NOT NULL
  AND CASE WHEN row_before IS NULL
    THEN EXISTS (SELECT 1 FROM revenue_transactions t WHERE t.txid = replay_rows.key)
    ELSE NOT EXISTS (
      SELECT 1 FROM revenue_transactions t
      WHERE t.txid = replay_rows.key
        AND CAST(t.sort_key AS TEXT) = CAST(row_before ->> 'sort_key' AS TEXT)
        AND CAST(t.block_height AS TEXT) = CAST(row_before ->> 'block_height' AS TEXT)
        AND t.block_hash = CAST(row_before ->> 'block_hash' AS TEXT)
        AND CAST(t.block_time AS TEXT) = CAST(row_before ->> 'block_time' AS TEXT)
        AND t.date = CAST(row_before ->> 'date' AS TEXT)
        AND t.address = CAST(row_before ->> 'address' AS TEXT)
        AND t.from_address = CAST(row_before ->> 'from_address' AS TEXT)
        AND CAST(t.amount_sat AS TEXT) = CAST(row_before ->> 'amount_sat' AS TEXT)
        AND COALESCE(CAST(t.usd_micros AS TEXT), '') = COALESCE(CAST(row_before ->> 'usd_micros' AS TEXT), '')
        AND COALESCE(t.price_source, '') = COALESCE(CAST(row_before ->> 'price_source' AS TEXT), '')
        AND COALESCE(t.message_hash, '') = COALESCE(CAST(row_before ->> 'message_hash' AS TEXT), '')
        AND COALESCE(t.app_name, '') = COALESCE(CAST(row_before ->> 'app_name' AS TEXT), '')
        AND COALESCE(t.app_type, '') = COALESCE(CAST(row_before ->> 'app_type' AS TEXT), '')
        AND t.source = CAST(row_before ->> 'source' AS TEXT)
        AND CAST(t.settled AS TEXT) = CAST(row_before ->> 'settled' AS TEXT)
    )
  END
