-- Postgres only: a smaller substring index over payments. Harmless to apply again.
--
-- Apps and payers are few and their payments many: their names are searched in a list of their own, kept by triggers, and
-- their payments found by an index each. What is left to index per payment are its txid and its amount, a third of the text.

-- Names that a payment can be found by, with how many payments each has. Nothing but payment_count changes, which no index
-- holds: with room on its page a row is then replaced without touching the indexes.
CREATE TABLE IF NOT EXISTS revenue_search_names (
  kind          TEXT    COLLATE "C" NOT NULL CHECK (kind IN ('app', 'payer')),
  name          TEXT    COLLATE "C" NOT NULL,
  payment_count INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) WITH (fillfactor = 70);
CREATE INDEX IF NOT EXISTS revenue_search_names_search ON revenue_search_names USING gin (LOWER(name) gin_trgm_ops);
CREATE INDEX IF NOT EXISTS revenue_transactions_by_payer ON revenue_transactions (from_address, sort_key);

ALTER TABLE public.revenue_search_names ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.revenue_search_names FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.revenue_search_names TO service_role;

-- added, removed: the rows of revenue_transactions that a statement wrote, and those that it replaced or deleted.
CREATE OR REPLACE FUNCTION public.count_search_names() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO revenue_search_names AS known (kind, name, payment_count)
    SELECT kind, name, COUNT(*)
    FROM added CROSS JOIN LATERAL (VALUES ('app', app_name), ('payer', from_address)) names (kind, name)
    WHERE name IS NOT NULL
    GROUP BY kind, name
    ON CONFLICT (kind, name) DO UPDATE SET payment_count = known.payment_count + excluded.payment_count;
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO revenue_search_names AS known (kind, name, payment_count)
    SELECT kind, name, SUM(difference)
    FROM (SELECT app_name, from_address, 1 AS difference FROM added
          UNION ALL SELECT app_name, from_address, -1 FROM removed) changed
    CROSS JOIN LATERAL (VALUES ('app', app_name), ('payer', from_address)) names (kind, name)
    WHERE name IS NOT NULL
    GROUP BY kind, name
    HAVING SUM(difference) <> 0
    ON CONFLICT (kind, name) DO UPDATE SET payment_count = known.payment_count + excluded.payment_count;
  ELSE
    UPDATE revenue_search_names known
    SET payment_count = known.payment_count - gone.payment_count
    FROM (SELECT kind, name, COUNT(*) AS payment_count
          FROM removed CROSS JOIN LATERAL (VALUES ('app', app_name), ('payer', from_address)) names (kind, name)
          GROUP BY kind, name) gone
    WHERE known.kind = gone.kind AND known.name = gone.name;
  END IF;
  DELETE FROM revenue_search_names
  WHERE payment_count = 0
    AND (kind, name) IN (
      SELECT kind, name
      FROM removed CROSS JOIN LATERAL (VALUES ('app', app_name), ('payer', from_address)) names (kind, name)
    );
  RETURN NULL;
END $body$;
REVOKE ALL ON FUNCTION public.count_search_names() FROM PUBLIC, anon, authenticated;

CREATE OR REPLACE TRIGGER revenue_search_names_added AFTER INSERT ON revenue_transactions
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_search_names();
CREATE OR REPLACE TRIGGER revenue_search_names_changed AFTER UPDATE ON revenue_transactions
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_search_names();
CREATE OR REPLACE TRIGGER revenue_search_names_removed AFTER DELETE ON revenue_transactions
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.count_search_names();

-- Counted anew: what was stored before the triggers were there is in no count. No payment is written meanwhile.
DO $$
BEGIN
  LOCK TABLE public.revenue_transactions IN SHARE MODE;
  TRUNCATE public.revenue_search_names;
  INSERT INTO public.revenue_search_names (kind, name, payment_count)
  SELECT kind, name, COUNT(*)
  FROM public.revenue_transactions
  CROSS JOIN LATERAL (VALUES ('app', app_name), ('payer', from_address)) names (kind, name)
  WHERE name IS NOT NULL
  GROUP BY kind, name;
END $$;

-- The same expression as in search_payments.sql. A txid is in lower case and has no x, which stands for the decimal point
-- here: the pieces that pg_trgm makes of a text end at every sign that is neither letter nor digit.
CREATE INDEX IF NOT EXISTS revenue_transactions_text ON revenue_transactions USING gin ((txid || '
' || CAST(amount_sat / 100000000 AS TEXT) || 'x' || SUBSTR(CAST(100000000 + amount_sat % 100000000 AS TEXT), 2)) gin_trgm_ops);
DROP INDEX IF EXISTS revenue_transactions_search;
