-- Replaces every backed-up table by its staged rows, all of them or none, and derives the roll-ups of the payments again.
-- What belongs to the installation stays: its backups, drills and first start, and its record of administrative calls, to
-- which those of the backup are added. A column that a backup of an older schema does not have comes in as NULL.
-- @writes
-- @fenced
DELETE FROM app_messages WHERE TRUE;
DELETE FROM app_observations WHERE TRUE;
DELETE FROM chain_transactions WHERE TRUE;
DELETE FROM current_metrics WHERE TRUE;
DELETE FROM daily_snapshots WHERE TRUE;
DELETE FROM failed_txids WHERE TRUE;
DELETE FROM flux_price_history WHERE TRUE;
DELETE FROM network_apps WHERE TRUE;
DELETE FROM network_nodes WHERE TRUE;
DELETE FROM node_observations WHERE TRUE;
DELETE FROM observed_apps WHERE TRUE;
DELETE FROM observed_days WHERE TRUE;
DELETE FROM observed_places WHERE TRUE;
DELETE FROM product_snapshots WHERE TRUE;
DELETE FROM reorgs WHERE TRUE;
DELETE FROM repo_images WHERE TRUE;
DELETE FROM repo_snapshots WHERE TRUE;
DELETE FROM revenue_transactions WHERE TRUE;
DELETE FROM sync_cursors WHERE TRUE;
DELETE FROM sync_status WHERE name NOT IN ('backup', 'bootstrap', 'drill');
DELETE FROM revenue_daily WHERE TRUE;
DELETE FROM revenue_apps WHERE TRUE;
DELETE FROM revenue_block_ranges WHERE TRUE;

INSERT INTO app_messages (
  hash, type, txid, height, value_sat, timestamp_ms, app_name, owner, spec_version, components, instances, expire,
  end_time, geolocation, is_encrypted
)
SELECT r.value ->> 'hash', r.value ->> 'type', r.value ->> 'txid', CAST(r.value ->> 'height' AS INTEGER),
       CAST(r.value ->> 'value_sat' AS BIGINT), CAST(r.value ->> 'timestamp_ms' AS BIGINT), r.value ->> 'app_name',
       r.value ->> 'owner', CAST(r.value ->> 'spec_version' AS INTEGER), r.value ->> 'components',
       CAST(r.value ->> 'instances' AS INTEGER), CAST(r.value ->> 'expire' AS INTEGER), CAST(r.value ->> 'end_time' AS BIGINT),
       r.value ->> 'geolocation', CAST(r.value ->> 'is_encrypted' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'app_messages';

INSERT INTO app_observations (app_id, place_id, from_at, to_at, is_end_uncertain)
SELECT CAST(r.value ->> 'app_id' AS INTEGER), CAST(r.value ->> 'place_id' AS INTEGER),
       CAST(r.value ->> 'from_at' AS BIGINT), CAST(r.value ->> 'to_at' AS BIGINT),
       CAST(r.value ->> 'is_end_uncertain' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'app_observations';

INSERT INTO audit_log (id, at, actor, client, action, detail, outcome)
SELECT r.value ->> 'id', CAST(r.value ->> 'at' AS BIGINT), r.value ->> 'actor', r.value ->> 'client',
       r.value ->> 'action', r.value ->> 'detail', r.value ->> 'outcome'
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'audit_log'
ON CONFLICT (id) DO NOTHING;

INSERT INTO chain_transactions (txid, height, block_hash, block_time, payload)
SELECT r.value ->> 'txid', CAST(r.value ->> 'height' AS INTEGER), r.value ->> 'block_hash',
       CAST(r.value ->> 'block_time' AS BIGINT), r.value ->> 'payload'
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'chain_transactions';

INSERT INTO current_metrics (name, value, source, as_of)
SELECT r.value ->> 'name', r.value ->> 'value', r.value ->> 'source', CAST(r.value ->> 'as_of' AS BIGINT)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'current_metrics';

INSERT INTO daily_snapshots (
  snapshot_date, origin, taken_at, revenue_sat, revenue_usd_micros, payment_count, priced_count, price_e8,
  node_cumulus, node_nimbus, node_stratus, node_total, wallet_count, collateral_cumulus_flux, collateral_nimbus_flux,
  collateral_stratus_flux, cpu_total_millicores, cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb,
  storage_used_mb, app_count, watchtower_count, git_count, docker_count, resolved_count, gaming_count, crypto_count,
  wordpress_count
)
SELECT r.value ->> 'snapshot_date', r.value ->> 'origin', CAST(r.value ->> 'taken_at' AS BIGINT),
       CAST(r.value ->> 'revenue_sat' AS BIGINT), CAST(r.value ->> 'revenue_usd_micros' AS BIGINT),
       CAST(r.value ->> 'payment_count' AS INTEGER), CAST(r.value ->> 'priced_count' AS INTEGER),
       CAST(r.value ->> 'price_e8' AS BIGINT), CAST(r.value ->> 'node_cumulus' AS INTEGER),
       CAST(r.value ->> 'node_nimbus' AS INTEGER), CAST(r.value ->> 'node_stratus' AS INTEGER),
       CAST(r.value ->> 'node_total' AS INTEGER), CAST(r.value ->> 'wallet_count' AS INTEGER),
       CAST(r.value ->> 'collateral_cumulus_flux' AS BIGINT), CAST(r.value ->> 'collateral_nimbus_flux' AS BIGINT),
       CAST(r.value ->> 'collateral_stratus_flux' AS BIGINT), CAST(r.value ->> 'cpu_total_millicores' AS BIGINT),
       CAST(r.value ->> 'cpu_used_millicores' AS BIGINT), CAST(r.value ->> 'ram_total_mb' AS BIGINT),
       CAST(r.value ->> 'ram_used_mb' AS BIGINT), CAST(r.value ->> 'storage_total_mb' AS BIGINT),
       CAST(r.value ->> 'storage_used_mb' AS BIGINT), CAST(r.value ->> 'app_count' AS INTEGER),
       CAST(r.value ->> 'watchtower_count' AS INTEGER), CAST(r.value ->> 'git_count' AS INTEGER),
       CAST(r.value ->> 'docker_count' AS INTEGER), CAST(r.value ->> 'resolved_count' AS INTEGER),
       CAST(r.value ->> 'gaming_count' AS INTEGER), CAST(r.value ->> 'crypto_count' AS INTEGER),
       CAST(r.value ->> 'wordpress_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'daily_snapshots';

INSERT INTO failed_txids (txid, height, reason, attempts, first_failed_at, last_failed_at)
SELECT r.value ->> 'txid', CAST(r.value ->> 'height' AS INTEGER), r.value ->> 'reason',
       CAST(r.value ->> 'attempts' AS INTEGER), CAST(r.value ->> 'first_failed_at' AS BIGINT),
       CAST(r.value ->> 'last_failed_at' AS BIGINT)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'failed_txids';

INSERT INTO flux_price_history (date, price_e8, source, fetched_at, applied_e8)
SELECT r.value ->> 'date', CAST(r.value ->> 'price_e8' AS BIGINT), r.value ->> 'source',
       CAST(r.value ->> 'fetched_at' AS BIGINT), CAST(r.value ->> 'applied_e8' AS BIGINT)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'flux_price_history';

INSERT INTO network_apps (
  name, owner, spec_version, hash, height, end_height, end_time, instances, expire, components, geolocation, is_encrypted
)
SELECT r.value ->> 'name', r.value ->> 'owner', CAST(r.value ->> 'spec_version' AS INTEGER), r.value ->> 'hash',
       CAST(r.value ->> 'height' AS INTEGER), CAST(r.value ->> 'end_height' AS INTEGER),
       CAST(r.value ->> 'end_time' AS BIGINT), CAST(r.value ->> 'instances' AS INTEGER),
       CAST(r.value ->> 'expire' AS INTEGER), r.value ->> 'components', r.value ->> 'geolocation',
       CAST(r.value ->> 'is_encrypted' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'network_apps';

INSERT INTO network_nodes (
  collateral, tier, payment_address, ip, active_since, country, country_code, provider, machine
)
SELECT r.value ->> 'collateral', r.value ->> 'tier', r.value ->> 'payment_address', r.value ->> 'ip',
       CAST(r.value ->> 'active_since' AS BIGINT), r.value ->> 'country', r.value ->> 'country_code',
       r.value ->> 'provider', r.value ->> 'machine'
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'network_nodes';

INSERT INTO node_observations (collateral, from_at, to_at, tier, payment_address, is_end_uncertain)
SELECT r.value ->> 'collateral', CAST(r.value ->> 'from_at' AS BIGINT), CAST(r.value ->> 'to_at' AS BIGINT),
       r.value ->> 'tier', r.value ->> 'payment_address', CAST(r.value ->> 'is_end_uncertain' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'node_observations';

INSERT INTO observed_apps (id, name)
SELECT CAST(r.value ->> 'id' AS INTEGER), r.value ->> 'name'
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'observed_apps';

INSERT INTO observed_days (kind, date, last_cycle_at, cycle_count)
SELECT r.value ->> 'kind', r.value ->> 'date', CAST(r.value ->> 'last_cycle_at' AS BIGINT),
       CAST(r.value ->> 'cycle_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'observed_days';

INSERT INTO observed_places (id, ip, replica)
SELECT CAST(r.value ->> 'id' AS INTEGER), r.value ->> 'ip', COALESCE(r.value ->> 'replica', '')
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'observed_places';

INSERT INTO product_snapshots (snapshot_date, slug, instance_count)
SELECT r.value ->> 'snapshot_date', r.value ->> 'slug', CAST(r.value ->> 'instance_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'product_snapshots';

INSERT INTO reorgs (id, txid, detected_at, old_height, new_height, amount_sat)
SELECT r.value ->> 'id', r.value ->> 'txid', CAST(r.value ->> 'detected_at' AS BIGINT),
       CAST(r.value ->> 'old_height' AS INTEGER), CAST(r.value ->> 'new_height' AS INTEGER),
       CAST(r.value ->> 'amount_sat' AS BIGINT)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'reorgs';

INSERT INTO repo_images (id, image_name, repository, category, product_slug, product_label)
SELECT CAST(r.value ->> 'id' AS INTEGER), r.value ->> 'image_name', r.value ->> 'repository', r.value ->> 'category',
       r.value ->> 'product_slug', r.value ->> 'product_label'
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'repo_images';

INSERT INTO repo_snapshots (snapshot_date, image_id, instance_count, category_count)
SELECT r.value ->> 'snapshot_date', CAST(r.value ->> 'image_id' AS INTEGER),
       CAST(r.value ->> 'instance_count' AS INTEGER), CAST(r.value ->> 'category_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'repo_snapshots';

INSERT INTO revenue_transactions (
  sort_key, txid, block_height, block_hash, block_time, date, address, from_address, amount_sat, usd_micros,
  price_source, message_hash, app_name, app_type, source, settled
)
SELECT CAST(r.value ->> 'sort_key' AS BIGINT), r.value ->> 'txid', CAST(r.value ->> 'block_height' AS INTEGER),
       r.value ->> 'block_hash', CAST(r.value ->> 'block_time' AS BIGINT), r.value ->> 'date', r.value ->> 'address',
       r.value ->> 'from_address', CAST(r.value ->> 'amount_sat' AS BIGINT), CAST(r.value ->> 'usd_micros' AS BIGINT),
       r.value ->> 'price_source', r.value ->> 'message_hash', r.value ->> 'app_name', r.value ->> 'app_type',
       r.value ->> 'source', CAST(r.value ->> 'settled' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'revenue_transactions'
ORDER BY CAST(r.value ->> 'sort_key' AS BIGINT);

INSERT INTO sync_cursors (address, height, updated_at)
SELECT r.value ->> 'address', CAST(r.value ->> 'height' AS INTEGER), CAST(r.value ->> 'updated_at' AS BIGINT)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'sync_cursors';

INSERT INTO sync_status (name, value, updated_at)
SELECT r.value ->> 'name', r.value ->> 'value', CAST(r.value ->> 'updated_at' AS BIGINT)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'sync_status'
  AND r.value ->> 'name' NOT IN ('backup', 'bootstrap', 'drill');

INSERT INTO revenue_daily (date, source, payment_count, amount_sat, usd_micros, priced_count)
SELECT date, source, COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros)
FROM revenue_transactions
GROUP BY date, source;

INSERT INTO revenue_apps (app_name, payment_count, amount_sat, usd_micros, priced_count, first_payment, last_payment, app_type)
SELECT app_name, COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key LIMIT 1),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key DESC LIMIT 1),
       (SELECT app_type FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key DESC LIMIT 1)
FROM revenue_transactions p
WHERE app_name IS NOT NULL
GROUP BY app_name;

INSERT INTO revenue_block_ranges (block_range, source, payment_count)
SELECT block_height / 1000, source, COUNT(*)
FROM revenue_transactions
GROUP BY block_height / 1000, source;

DELETE FROM restore_slices WHERE TRUE
