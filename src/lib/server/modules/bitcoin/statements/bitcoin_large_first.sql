-- When the first of the large transactions that are kept was seen.
SELECT MIN(seen_at) AS seen_at FROM bitcoin_large_transactions
