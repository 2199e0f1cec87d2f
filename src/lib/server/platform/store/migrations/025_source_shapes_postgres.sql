-- Postgres only: text order and rights of the tables that came with 025_source_shapes.sql. Harmless to apply again.

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
