-- Postgres only: where the extension pg_trgm is. Harmless to apply again. It came after the others and stands before them,
-- because 002_postgres.sql makes the extension only where there is none, in whatever schema comes first.

-- The tables of the original dashboard have the names of some of ours.
DO $$
BEGIN
  IF EXISTS (SELECT FROM information_schema.columns
             WHERE table_schema = 'public' AND (table_name = 'daily_snapshots' AND column_name = 'daily_revenue'
               OR table_name = 'revenue_transactions' AND column_name = 'amount')) THEN
    RAISE EXCEPTION 'this project holds the tables of the original dashboard: take an empty one and run npm run db:import-legacy';
  END IF;
END $$;

-- Supabase keeps extensions in a schema of their own, which its API does not serve. Indexes follow an extension that moves.
DO $$
DECLARE home text := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm');
BEGIN
  IF to_regnamespace('extensions') IS NULL THEN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
  ELSIF home IS NULL THEN
    CREATE EXTENSION pg_trgm WITH SCHEMA extensions;
  ELSIF home <> 'extensions' THEN
    ALTER EXTENSION pg_trgm SET SCHEMA extensions;
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  -- Whoever made it may have been another role: it serves where it is.
  IF home IS NULL THEN
    RAISE;
  END IF;
  RAISE WARNING 'pg_trgm stays in the schema %, because another role owns it: %', home, SQLERRM;
END $$;
