-- Keeps what the network was at a block. owners: {owner: apps}, written as JSON.
-- @param checkpoint json
-- @param owners     text
-- @writes
-- @fenced
INSERT INTO subscription_checkpoints (height, time, apps, encrypted, counted, instances, readable, cpu_millicores, ram_mb, hdd_gb, owners)
SELECT CAST(value ->> 'height' AS INTEGER),
       CAST(value ->> 'time' AS BIGINT),
       CAST(value ->> 'apps' AS INTEGER),
       CAST(value ->> 'encrypted' AS INTEGER),
       CAST(value ->> 'counted' AS INTEGER),
       CAST(value ->> 'instances' AS BIGINT),
       CAST(value ->> 'readable' AS INTEGER),
       CAST(value ->> 'cpu_millicores' AS BIGINT),
       CAST(value ->> 'ram_mb' AS BIGINT),
       CAST(value ->> 'hdd_gb' AS BIGINT),
       :owners
FROM json_each(:checkpoint)
WHERE TRUE
ON CONFLICT (height) DO NOTHING
