-- Deletes every fact, payment and roll-up. Messages and prices stay.
-- @writes
-- @fenced
DELETE FROM revenue_transactions;

DELETE FROM chain_transactions;

DELETE FROM revenue_daily;

DELETE FROM revenue_apps;

DELETE FROM revenue_block_ranges;

DELETE FROM failed_txids;

DELETE FROM sync_cursors
