-- Everything is to be looked at again, and from now on what changes is marked. On Postgres the first statement waits for writers
-- that found nothing begun; the others see what those have written.
-- @writes
-- @fenced
INSERT INTO subscription_start (name)
SELECT 'projector'
WHERE TRUE
ON CONFLICT (name) DO NOTHING;

INSERT INTO subscription_changes (kind, key, revision)
SELECT 'tx', txid, 1 FROM chain_transactions WHERE TRUE
ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;

INSERT INTO subscription_changes (kind, key, revision)
SELECT 'tx', txid, 1 FROM revenue_transactions WHERE TRUE
ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;

INSERT INTO subscription_changes (kind, key, revision)
SELECT DISTINCT 'tx', txid, 1 FROM reorgs WHERE TRUE
ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;

INSERT INTO subscription_changes (kind, key, revision)
SELECT DISTINCT 'app', app_name, 1 FROM app_messages WHERE TRUE
ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;

INSERT INTO subscription_changes (kind, key, revision)
SELECT 'days', date, 1
FROM (SELECT date FROM subscription_days ORDER BY date LIMIT 1) first
WHERE TRUE
ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1
