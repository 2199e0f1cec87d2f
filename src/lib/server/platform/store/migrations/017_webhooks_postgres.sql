-- Postgres only: whose a webhook is; null: the operator's. Harmless to apply again.
ALTER TABLE public.webhooks ADD COLUMN IF NOT EXISTS key_id TEXT COLLATE "C";
