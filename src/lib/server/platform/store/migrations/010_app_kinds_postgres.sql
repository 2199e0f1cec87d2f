-- Postgres only: what newer kinds of apps and messages do not tell, and what they tell besides. Harmless to apply again.

-- end_height NULL: it ends at a time (end_time, unix seconds), or nobody knows when. components and geolocation hold the
-- JSON null when their kind cannot be read.
ALTER TABLE public.network_apps ADD COLUMN IF NOT EXISTS end_time BIGINT;
ALTER TABLE public.network_apps ALTER COLUMN end_height DROP NOT NULL;
ALTER TABLE public.network_apps ALTER COLUMN spec_version DROP NOT NULL;
ALTER TABLE public.network_apps ALTER COLUMN instances DROP NOT NULL;
CREATE INDEX IF NOT EXISTS network_apps_by_end_time ON network_apps (end_time) WHERE end_time IS NOT NULL;

ALTER TABLE public.app_messages ADD COLUMN IF NOT EXISTS end_time BIGINT;
ALTER TABLE public.app_messages ALTER COLUMN txid DROP NOT NULL;
ALTER TABLE public.app_messages ALTER COLUMN value_sat DROP NOT NULL;
ALTER TABLE public.app_messages ALTER COLUMN timestamp_ms DROP NOT NULL;
ALTER TABLE public.app_messages ALTER COLUMN spec_version DROP NOT NULL;
CREATE INDEX IF NOT EXISTS app_messages_unknown ON app_messages (hash) WHERE components = 'null';

-- A place is a machine and, where it runs an app more than once, which of its instances; empty where there is only one.
ALTER TABLE public.observed_places ADD COLUMN IF NOT EXISTS replica TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE public.observed_places DROP CONSTRAINT IF EXISTS observed_places_ip_key;
CREATE UNIQUE INDEX IF NOT EXISTS observed_places_by_ip ON observed_places (ip, replica);
