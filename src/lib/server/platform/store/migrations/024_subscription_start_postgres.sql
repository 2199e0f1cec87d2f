-- Postgres only: changes are marked once the projector has begun (024_subscription_start.sql). Harmless to apply again.

-- A writer that finds it not begun keeps it so until it commits (the lock): what begins waits for it, and then sees what it
-- has written.
CREATE OR REPLACE FUNCTION public.mark_subscription_transactions() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM subscription_start) THEN
    LOCK TABLE subscription_start IN SHARE MODE;
    IF NOT EXISTS (SELECT 1 FROM subscription_start) THEN
      RETURN NULL;
    END IF;
  END IF;
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

CREATE OR REPLACE FUNCTION public.mark_subscription_apps() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM subscription_start) THEN
    LOCK TABLE subscription_start IN SHARE MODE;
    IF NOT EXISTS (SELECT 1 FROM subscription_start) THEN
      RETURN NULL;
    END IF;
  END IF;
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

CREATE OR REPLACE FUNCTION public.mark_subscription_payments() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM subscription_start) THEN
    LOCK TABLE subscription_start IN SHARE MODE;
    IF NOT EXISTS (SELECT 1 FROM subscription_start) THEN
      RETURN NULL;
    END IF;
  END IF;
  INSERT INTO subscription_changes AS known (kind, key, revision)
    SELECT DISTINCT 'tx', added.txid, 1 FROM added JOIN removed ON removed.txid = added.txid
    WHERE (added.amount_sat, added.usd_micros, added.block_height, added.block_time, added.from_address, added.address)
      IS DISTINCT FROM (removed.amount_sat, removed.usd_micros, removed.block_height, removed.block_time, removed.from_address, removed.address) ORDER BY 2
    ON CONFLICT (kind, key) DO UPDATE SET revision = known.revision + 1;
  RETURN NULL;
END $body$;
