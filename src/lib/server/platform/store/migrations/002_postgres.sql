-- Postgres only: text order as on SQLite, rights, and the substring index over payments. Harmless to apply again.
-- Needs the roles of a Supabase project: anon, authenticated, service_role.

-- INTEGER has 32 bits here.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'revenue_transactions'
             AND column_name = 'sort_key' AND data_type = 'integer') THEN
    ALTER TABLE public.revenue_transactions ALTER COLUMN sort_key TYPE BIGINT;
  END IF;
END $$;

-- Text is compared and sorted by its bytes, whatever the language of the server.
DO $$
DECLARE col record;
BEGIN
  FOR col IN
    SELECT c.table_name, c.column_name
    FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
      AND c.data_type = 'text' AND c.collation_name IS DISTINCT FROM 'C'
  LOOP
    EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I TYPE TEXT COLLATE "C"', col.table_name, col.column_name);
  END LOOP;
END $$;

-- The service role alone, through its functions or directly: no policy means that nobody else sees a row.
DO $$
DECLARE tab record;
BEGIN
  FOR tab IN SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', tab.table_name);
    EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC, anon, authenticated', tab.table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO service_role', tab.table_name);
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO service_role;

-- The same expression as in search_payments.sql and the exports.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX IF NOT EXISTS revenue_transactions_search ON revenue_transactions USING gin (LOWER(txid || '
' || from_address || '
' || COALESCE(app_name, '') || '
' || CAST(amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + amount_sat % 100000000 AS TEXT), 2) || '
' || date || '
' || address) gin_trgm_ops);
