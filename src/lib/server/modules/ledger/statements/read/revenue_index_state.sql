-- What the index still owes its payments.
-- @heavy
SELECT (SELECT CAST(COALESCE(SUM(payment_count), 0) AS BIGINT) FROM revenue_daily) AS total,
       (SELECT COUNT(*) FROM revenue_transactions WHERE settled = 0) AS unsettled,
       (SELECT COUNT(*) FROM revenue_transactions
        WHERE (price_source IS NULL OR price_source = 'live') AND usd_micros IS NULL) AS unpriced,
       (SELECT COUNT(*) FROM revenue_transactions
        WHERE message_hash IS NOT NULL AND app_name IS NULL AND app_type IS NULL) AS unknown,
       (SELECT COUNT(*) FROM failed_txids) AS failed
