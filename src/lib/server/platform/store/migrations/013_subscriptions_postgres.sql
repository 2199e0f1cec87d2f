-- Postgres only: what changes facts, payments and messages says so to the projector of subscriptions, in the same transaction.
-- Harmless to apply again.

-- added, removed: the rows that a statement wrote, and those that it replaced or deleted. No key changes in an update. Keys
-- are taken in order, so that two writers wait for each other and not in a ring.
CREATE OR REPLACE FUNCTION public.mark_subscription_transactions() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO subscription_changes AS known (kind, key, revision)
    SELECT DISTINCT 'tx', txid, 1 FROM removed ORDER BY 2
    ON CONFLICT (kind, key) DO UPDATE SET revision = known.revision + 1;
  ELSE
    INSERT INTO subscription_changes AS known (kind, key, revision)
    SELECT DISTINCT 'tx', txid, 1 FROM added ORDER BY 2
    ON CONFLICT (kind, key) DO UPDATE SET revision = known.revision + 1;
  END IF;
  RETURN NULL;
END $body$;
REVOKE ALL ON FUNCTION public.mark_subscription_transactions() FROM PUBLIC, anon, authenticated;

CREATE OR REPLACE FUNCTION public.mark_subscription_apps() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO subscription_changes AS known (kind, key, revision)
    SELECT DISTINCT 'app', app_name, 1 FROM removed ORDER BY 2
    ON CONFLICT (kind, key) DO UPDATE SET revision = known.revision + 1;
  ELSE
    INSERT INTO subscription_changes AS known (kind, key, revision)
    SELECT DISTINCT 'app', app_name, 1 FROM added ORDER BY 2
    ON CONFLICT (kind, key) DO UPDATE SET revision = known.revision + 1;
  END IF;
  RETURN NULL;
END $body$;
REVOKE ALL ON FUNCTION public.mark_subscription_apps() FROM PUBLIC, anon, authenticated;

-- That a payment settles, or is named, changes nothing of what it bought.
CREATE OR REPLACE FUNCTION public.mark_subscription_payments() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  INSERT INTO subscription_changes AS known (kind, key, revision)
    SELECT DISTINCT 'tx', added.txid, 1 FROM added JOIN removed ON removed.txid = added.txid
    WHERE (added.amount_sat, added.usd_micros, added.block_height, added.block_time, added.from_address, added.address)
      IS DISTINCT FROM (removed.amount_sat, removed.usd_micros, removed.block_height, removed.block_time, removed.from_address, removed.address) ORDER BY 2
    ON CONFLICT (kind, key) DO UPDATE SET revision = known.revision + 1;
  RETURN NULL;
END $body$;
REVOKE ALL ON FUNCTION public.mark_subscription_payments() FROM PUBLIC, anon, authenticated;

CREATE OR REPLACE TRIGGER subscription_chain_transactions_added AFTER INSERT ON chain_transactions
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_subscription_transactions();
CREATE OR REPLACE TRIGGER subscription_chain_transactions_changed AFTER UPDATE ON chain_transactions
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_subscription_transactions();
CREATE OR REPLACE TRIGGER subscription_chain_transactions_removed AFTER DELETE ON chain_transactions
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.mark_subscription_transactions();
CREATE OR REPLACE TRIGGER subscription_revenue_transactions_added AFTER INSERT ON revenue_transactions
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_subscription_transactions();
CREATE OR REPLACE TRIGGER subscription_revenue_transactions_changed AFTER UPDATE ON revenue_transactions
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_subscription_payments();
CREATE OR REPLACE TRIGGER subscription_revenue_transactions_removed AFTER DELETE ON revenue_transactions
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.mark_subscription_transactions();
CREATE OR REPLACE TRIGGER subscription_app_messages_added AFTER INSERT ON app_messages
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_subscription_apps();
CREATE OR REPLACE TRIGGER subscription_app_messages_changed AFTER UPDATE ON app_messages
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_subscription_apps();
CREATE OR REPLACE TRIGGER subscription_app_messages_removed AFTER DELETE ON app_messages
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.mark_subscription_apps();
