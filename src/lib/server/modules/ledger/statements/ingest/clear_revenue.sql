-- Deletes every fact, payment and roll-up, and the claim up to where they were known. Messages and prices stay.
-- @writes
-- @fenced
DELETE FROM revenue_transactions WHERE TRUE;

DELETE FROM chain_transactions WHERE TRUE;

DELETE FROM revenue_daily WHERE TRUE;

DELETE FROM revenue_apps WHERE TRUE;

DELETE FROM revenue_block_ranges WHERE TRUE;

DELETE FROM revenue_kinds WHERE TRUE;

DELETE FROM revenue_payer_apps WHERE TRUE;

DELETE FROM revenue_payers WHERE TRUE;

DELETE FROM failed_txids WHERE TRUE;

DELETE FROM sync_cursors WHERE TRUE;

DELETE FROM sync_status WHERE name = 'revenue'
