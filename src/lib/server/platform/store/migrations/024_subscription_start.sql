-- Has a row once the projector of subscriptions has begun. Before, nobody marks changes: its first run looks at everything. A
-- first sync is spared two random writes per payment by that. Harmless to apply again.
CREATE TABLE IF NOT EXISTS subscription_start (name TEXT PRIMARY KEY CHECK (name = 'projector'));

INSERT INTO subscription_start (name)
SELECT 'projector'
WHERE EXISTS (SELECT 1 FROM subscription_links) OR EXISTS (SELECT 1 FROM subscriptions)
ON CONFLICT (name) DO NOTHING;

-- What was marked before it has begun will be marked when it begins.
DELETE FROM subscription_changes WHERE NOT EXISTS (SELECT 1 FROM subscription_start);
