-- Begins an epoch, in which this database is the one in use or is not, unless a later one or itself has begun here. Ends
-- every lease of earlier epochs: their holders' writes are refused from now on. Answers the newest epoch.
-- @param epoch     integer
-- @param is_active integer
-- @param at        bigint
-- @param reason    text
-- @writes
INSERT INTO store_epochs (epoch, is_active, at, reason) VALUES (0, 1, 0, '')
ON CONFLICT (epoch) DO UPDATE SET epoch = excluded.epoch;

INSERT INTO store_epochs (epoch, is_active, at, reason)
SELECT :epoch, :is_active, :at, :reason
WHERE :epoch > (SELECT MAX(epoch) FROM store_epochs)
ON CONFLICT (epoch) DO NOTHING;

UPDATE leases SET holder = '', expires_at = 0,
  fence = (SELECT CAST(MAX(epoch) AS BIGINT) * 1000000000 FROM store_epochs)
WHERE fence < (SELECT CAST(MAX(epoch) AS BIGINT) * 1000000000 FROM store_epochs);

UPDATE store_epochs SET epoch = epoch
WHERE epoch = (SELECT MAX(n.epoch) FROM store_epochs n)
RETURNING epoch, is_active, at, reason
