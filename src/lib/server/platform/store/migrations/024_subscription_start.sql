-- Whether the projector of subscriptions has begun. Before it has, nobody marks changes: it looks at everything once. A first
-- sync is spared two random writes per payment by that.
CREATE TABLE IF NOT EXISTS subscription_start (
  name  TEXT    PRIMARY KEY CHECK (name = 'projector'),
  begun INTEGER NOT NULL CHECK (begun IN (0, 1))
);

-- A database that holds something has its changes marked already.
INSERT INTO subscription_start (name, begun)
SELECT 'projector',
       CASE WHEN EXISTS (SELECT 1 FROM chain_transactions) OR EXISTS (SELECT 1 FROM revenue_transactions)
              OR EXISTS (SELECT 1 FROM app_messages) OR EXISTS (SELECT 1 FROM subscription_changes)
            THEN 1 ELSE 0 END
WHERE TRUE
ON CONFLICT (name) DO NOTHING;
