-- Transactions of a height range that could not be read, both ends included.
-- @param from integer
-- @param to   integer
SELECT txid FROM failed_txids WHERE height BETWEEN :from AND :to ORDER BY txid
