-- The one writer of subscriptions: links, rows, what follows to be looked at, and what is done, all of it or none.
-- removed, gone_links, dirty_apps: {key: 1}. dirty_day: days from here on are to be counted again; empty: none.
-- processed: changes that were worked on; one that has come again meanwhile stays.
-- order_height stays what it was when a row was first seen. Checkpoints that a change reaches back to are deleted.
-- @param links      json
-- @param gone_links json
-- @param rows       json
-- @param removed    json
-- @param dirty_apps json
-- @param dirty_day  text
-- @param processed  json
-- @writes
-- @fenced
-- @tells
WITH given AS MATERIALIZED (
  SELECT value ->> 'outcome' AS outcome, CAST(value ->> 'start_height' AS INTEGER) AS start_height,
         CAST(value ->> 'stop_height' AS INTEGER) AS stop_height, value AS new_row, value ->> 'id' AS id
  FROM json_each(:rows)
),
-- What of the network's state changes with a row: all from its start on, or what lies behind another stop of it.
moved AS MATERIALIZED (
  SELECT g.start_height, g.stop_height, s.start_height AS old_start, s.stop_height AS old_stop,
         CASE WHEN s.start_height = g.start_height AND (s.outcome IN ('bought', 'unpaid')) = (g.outcome IN ('bought', 'unpaid'))
                AND CAST(g.new_row ->> 'end_height' AS INTEGER) IS NOT DISTINCT FROM s.end_height
                AND CAST(g.new_row ->> 'end_time' AS BIGINT) IS NOT DISTINCT FROM s.end_time
                AND g.new_row ->> 'owner' IS NOT DISTINCT FROM s.owner
                AND CAST(g.new_row ->> 'instances' AS INTEGER) IS NOT DISTINCT FROM s.instances
                AND CAST(g.new_row ->> 'spec_version' AS INTEGER) IS NOT DISTINCT FROM s.spec_version
                AND CAST(g.new_row ->> 'is_encrypted' AS INTEGER) IS NOT DISTINCT FROM s.is_encrypted
                AND CAST(g.new_row ->> 'cpu_millicores' AS BIGINT) IS NOT DISTINCT FROM s.cpu_millicores
                AND CAST(g.new_row ->> 'ram_mb' AS BIGINT) IS NOT DISTINCT FROM s.ram_mb
                AND CAST(g.new_row ->> 'hdd_gb' AS BIGINT) IS NOT DISTINCT FROM s.hdd_gb
           THEN 1 ELSE 0 END AS is_same
  FROM given g
  LEFT JOIN subscriptions s ON s.id = g.id
  WHERE g.outcome IN ('bought', 'unpaid') OR s.outcome IN ('bought', 'unpaid')
)
DELETE FROM subscription_checkpoints
WHERE height >= (
  SELECT MIN(height) FROM (
    SELECT start_height AS height FROM subscriptions WHERE id IN (SELECT key FROM json_each(:removed))
    UNION ALL
    SELECT start_height FROM moved WHERE is_same = 0
    UNION ALL
    SELECT old_start FROM moved WHERE is_same = 0
    UNION ALL
    SELECT stop_height FROM moved WHERE is_same = 1 AND stop_height IS DISTINCT FROM old_stop
    UNION ALL
    SELECT old_stop FROM moved WHERE is_same = 1 AND stop_height IS DISTINCT FROM old_stop
  ) touched
);

DELETE FROM subscription_links WHERE txid IN (SELECT key FROM json_each(:gone_links));

WITH given AS MATERIALIZED (SELECT value FROM json_each(:links))
INSERT INTO subscription_links (txid, message_hash, height, block_time, is_free, amount_sat, usd_micros, sender, recipient)
SELECT value ->> 'txid',
       value ->> 'message_hash',
       CAST(value ->> 'height' AS INTEGER),
       CAST(value ->> 'block_time' AS BIGINT),
       CAST(value ->> 'is_free' AS INTEGER),
       CAST(value ->> 'amount_sat' AS BIGINT),
       CAST(value ->> 'usd_micros' AS BIGINT),
       value ->> 'sender',
       value ->> 'recipient'
FROM given
WHERE TRUE
ON CONFLICT (txid) DO UPDATE SET
  message_hash = excluded.message_hash, height = excluded.height, block_time = excluded.block_time, is_free = excluded.is_free,
  amount_sat = excluded.amount_sat, usd_micros = excluded.usd_micros, sender = excluded.sender, recipient = excluded.recipient;

DELETE FROM subscriptions WHERE id IN (SELECT key FROM json_each(:removed));

WITH given AS MATERIALIZED (SELECT value FROM json_each(:rows))
INSERT INTO subscriptions (id, order_height, is_listed, outcome, app_name, txid, message_hash, sender, owner, recipient,
  deposit_sat, deposit_usd, carried_in_sat, carried_in_usd, start_height, start_time, end_height, end_time,
  stop_height, stop_time, stop_reason, left_sat, last_height, next_height, renewals, term_days,
  spec_version, instances, is_encrypted, cpu_millicores, ram_mb, hdd_gb)
SELECT value ->> 'id',
       CAST(value ->> 'order_height' AS INTEGER),
       CAST(value ->> 'is_listed' AS INTEGER),
       value ->> 'outcome',
       value ->> 'app_name',
       value ->> 'txid',
       value ->> 'message_hash',
       value ->> 'sender',
       value ->> 'owner',
       value ->> 'recipient',
       CAST(value ->> 'deposit_sat' AS BIGINT),
       CAST(value ->> 'deposit_usd' AS BIGINT),
       CAST(value ->> 'carried_in_sat' AS BIGINT),
       CAST(value ->> 'carried_in_usd' AS BIGINT),
       CAST(value ->> 'start_height' AS INTEGER),
       CAST(value ->> 'start_time' AS BIGINT),
       CAST(value ->> 'end_height' AS INTEGER),
       CAST(value ->> 'end_time' AS BIGINT),
       CAST(value ->> 'stop_height' AS INTEGER),
       CAST(value ->> 'stop_time' AS BIGINT),
       value ->> 'stop_reason',
       CAST(value ->> 'left_sat' AS BIGINT),
       CAST(value ->> 'last_height' AS INTEGER),
       CAST(value ->> 'next_height' AS INTEGER),
       CAST(value ->> 'renewals' AS INTEGER),
       CAST(value ->> 'term_days' AS INTEGER),
       CAST(value ->> 'spec_version' AS INTEGER),
       CAST(value ->> 'instances' AS INTEGER),
       CAST(value ->> 'is_encrypted' AS INTEGER),
       CAST(value ->> 'cpu_millicores' AS BIGINT),
       CAST(value ->> 'ram_mb' AS BIGINT),
       CAST(value ->> 'hdd_gb' AS BIGINT)
FROM given
WHERE TRUE
ON CONFLICT (id) DO UPDATE SET
  is_listed = excluded.is_listed, outcome = excluded.outcome, app_name = excluded.app_name, txid = excluded.txid,
  message_hash = excluded.message_hash, sender = excluded.sender, owner = excluded.owner, recipient = excluded.recipient,
  deposit_sat = excluded.deposit_sat, deposit_usd = excluded.deposit_usd, carried_in_sat = excluded.carried_in_sat,
  carried_in_usd = excluded.carried_in_usd, start_height = excluded.start_height, start_time = excluded.start_time,
  end_height = excluded.end_height, end_time = excluded.end_time, stop_height = excluded.stop_height,
  stop_time = excluded.stop_time, stop_reason = excluded.stop_reason, left_sat = excluded.left_sat,
  last_height = excluded.last_height, next_height = excluded.next_height, renewals = excluded.renewals,
  term_days = excluded.term_days, spec_version = excluded.spec_version, instances = excluded.instances,
  is_encrypted = excluded.is_encrypted, cpu_millicores = excluded.cpu_millicores, ram_mb = excluded.ram_mb,
  hdd_gb = excluded.hdd_gb;

DELETE FROM subscription_changes
WHERE (kind, key, revision) IN (
  SELECT value ->> 'kind', value ->> 'key', CAST(value ->> 'revision' AS BIGINT) FROM json_each(:processed)
);

INSERT INTO subscription_changes (kind, key, revision)
SELECT 'app', key, 1 FROM json_each(:dirty_apps)
WHERE TRUE
ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;

INSERT INTO subscription_changes (kind, key, revision)
SELECT 'days', :dirty_day, 1
WHERE :dirty_day <> ''
ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1
