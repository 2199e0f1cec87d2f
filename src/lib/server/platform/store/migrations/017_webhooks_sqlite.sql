-- SQLite only: whose a webhook is; null: the operator's.
ALTER TABLE webhooks ADD COLUMN key_id TEXT;
