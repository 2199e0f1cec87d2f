-- SQLite only: changes are marked once the projector has begun (024_subscription_start.sql).
DROP TRIGGER IF EXISTS subscription_fact_added;
CREATE TRIGGER subscription_fact_added AFTER INSERT ON chain_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', new.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
DROP TRIGGER IF EXISTS subscription_fact_changed;
CREATE TRIGGER subscription_fact_changed AFTER UPDATE ON chain_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', new.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
DROP TRIGGER IF EXISTS subscription_fact_removed;
CREATE TRIGGER subscription_fact_removed AFTER DELETE ON chain_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', old.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
DROP TRIGGER IF EXISTS subscription_payment_added;
CREATE TRIGGER subscription_payment_added AFTER INSERT ON revenue_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', new.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
DROP TRIGGER IF EXISTS subscription_payment_changed;
CREATE TRIGGER subscription_payment_changed AFTER UPDATE ON revenue_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start) AND (old.amount_sat <> new.amount_sat OR old.usd_micros IS NOT new.usd_micros OR old.block_height <> new.block_height
  OR old.block_time <> new.block_time OR old.from_address <> new.from_address OR old.address <> new.address)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', new.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
DROP TRIGGER IF EXISTS subscription_payment_removed;
CREATE TRIGGER subscription_payment_removed AFTER DELETE ON revenue_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', old.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
DROP TRIGGER IF EXISTS subscription_message_added;
CREATE TRIGGER subscription_message_added AFTER INSERT ON app_messages
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('app', new.app_name, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
DROP TRIGGER IF EXISTS subscription_message_changed;
CREATE TRIGGER subscription_message_changed AFTER UPDATE ON app_messages
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('app', new.app_name, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
DROP TRIGGER IF EXISTS subscription_message_removed;
CREATE TRIGGER subscription_message_removed AFTER DELETE ON app_messages
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('app', old.app_name, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
