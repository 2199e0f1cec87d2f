-- Postgres only: what has been applied, and rights as of now. Harmless to apply again.

-- One row per applied file of this folder, and one named `functions ...` for the statements' functions (../functions.sql,
-- applied last), which records all of them.
CREATE TABLE IF NOT EXISTS schema_migrations (
  version    TEXT   COLLATE "C" PRIMARY KEY,
  applied_at BIGINT NOT NULL
);
ALTER TABLE public.schema_migrations ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.schema_migrations FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.schema_migrations TO service_role;

-- Empty between transactions: nothing of it needs to outlive a crash.
ALTER TABLE public.revenue_changes SET UNLOGGED;
