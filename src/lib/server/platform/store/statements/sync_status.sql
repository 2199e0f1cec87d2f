-- The ingest state, all entries.
SELECT name, value, updated_at FROM sync_status ORDER BY name
