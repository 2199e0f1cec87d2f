-- Has a row once the projector of subscriptions has begun. Before, nobody marks changes: its first run looks at everything. A
-- first sync is spared two random writes per payment by that.
CREATE TABLE IF NOT EXISTS subscription_start (name TEXT PRIMARY KEY CHECK (name = 'projector'));

-- A database that holds something has its changes marked already.
INSERT INTO subscription_start (name)
SELECT 'projector'
WHERE EXISTS (SELECT 1 FROM chain_transactions) OR EXISTS (SELECT 1 FROM revenue_transactions)
   OR EXISTS (SELECT 1 FROM app_messages) OR EXISTS (SELECT 1 FROM subscription_changes)
ON CONFLICT (name) DO NOTHING;
