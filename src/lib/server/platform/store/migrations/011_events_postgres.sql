-- Postgres only: numbers of events beyond 2^31. Harmless to apply again.
ALTER TABLE public.events ALTER COLUMN seq TYPE BIGINT;
