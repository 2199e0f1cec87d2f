-- The newest figures of every panel.
SELECT name, body, source, as_of, failed_at, state, reason FROM bitcoin_panels ORDER BY name
