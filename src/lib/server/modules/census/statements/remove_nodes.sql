-- Takes away nodes that are no longer in the list.
-- @param collaterals json
-- @writes
-- @fenced
DELETE FROM network_nodes WHERE collateral IN (SELECT key FROM json_each(:collaterals))
