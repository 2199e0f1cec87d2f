-- Replaces history by what is staged of it, all of it or nothing: daily snapshots, containers per image and product, and
-- with `closes` = 1 the closes. Everything else stays. Images that are known keep their number and their category.
-- @param closes integer
-- @param now    bigint
-- @writes
-- @fenced
DELETE FROM daily_snapshots WHERE TRUE;
DELETE FROM repo_snapshots WHERE TRUE;
DELETE FROM product_snapshots WHERE TRUE;
DELETE FROM flux_price_history WHERE :closes = 1;

INSERT INTO daily_snapshots (snapshot_date, origin, taken_at, revenue_sat, price_e8,
  node_cumulus, node_nimbus, node_stratus, node_total, wallet_count, collateral_cumulus_flux, collateral_nimbus_flux, collateral_stratus_flux, cpu_total_millicores,
  cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb, storage_used_mb, app_count, watchtower_count,
  git_count, docker_count, resolved_count, gaming_count, crypto_count, wordpress_count)
SELECT r.value ->> 'date', r.value ->> 'origin', CAST(r.value ->> 'taken_at' AS BIGINT),
       CAST(r.value ->> 'revenue_sat' AS BIGINT), CAST(r.value ->> 'price_e8' AS BIGINT),
       CAST(r.value ->> 'node_cumulus' AS INTEGER), CAST(r.value ->> 'node_nimbus' AS INTEGER),
       CAST(r.value ->> 'node_stratus' AS INTEGER), CAST(r.value ->> 'node_total' AS INTEGER),
       CAST(r.value ->> 'wallet_count' AS INTEGER), CAST(r.value ->> 'collateral_cumulus_flux' AS BIGINT),
       CAST(r.value ->> 'collateral_nimbus_flux' AS BIGINT), CAST(r.value ->> 'collateral_stratus_flux' AS BIGINT),
       CAST(r.value ->> 'cpu_total_millicores' AS BIGINT), CAST(r.value ->> 'cpu_used_millicores' AS BIGINT),
       CAST(r.value ->> 'ram_total_mb' AS BIGINT), CAST(r.value ->> 'ram_used_mb' AS BIGINT),
       CAST(r.value ->> 'storage_total_mb' AS BIGINT), CAST(r.value ->> 'storage_used_mb' AS BIGINT),
       CAST(r.value ->> 'app_count' AS INTEGER), CAST(r.value ->> 'watchtower_count' AS INTEGER),
       CAST(r.value ->> 'git_count' AS INTEGER), CAST(r.value ->> 'docker_count' AS INTEGER),
       CAST(r.value ->> 'resolved_count' AS INTEGER), CAST(r.value ->> 'gaming_count' AS INTEGER),
       CAST(r.value ->> 'crypto_count' AS INTEGER), CAST(r.value ->> 'wordpress_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'daily_snapshots';

INSERT INTO repo_images (id, image_name, repository, category, product_slug, product_label)
SELECT (SELECT COALESCE(MAX(id), 0) FROM repo_images)
         + ROW_NUMBER() OVER (ORDER BY s.slice, CAST(unseen.key AS INTEGER)),
       unseen.value ->> 'image_name', unseen.value ->> 'repository', unseen.value ->> 'category',
       unseen.value ->> 'slug', unseen.value ->> 'label'
FROM restore_slices s
CROSS JOIN json_each(s.rows) unseen
WHERE s.table_name = 'repo_images'
  AND NOT EXISTS (SELECT 1 FROM repo_images known WHERE known.image_name = unseen.value ->> 'image_name');

INSERT INTO repo_snapshots (snapshot_date, image_id, instance_count, category_count)
SELECT r.value ->> 'date', i.id, CAST(r.value ->> 'instance_count' AS INTEGER),
       CAST(r.value ->> 'category_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
CROSS JOIN repo_images i
WHERE s.table_name = 'repo_snapshots' AND i.image_name = r.value ->> 'image_name'
ORDER BY s.slice, CAST(r.key AS INTEGER)
ON CONFLICT (snapshot_date, image_id) DO NOTHING;

INSERT INTO product_snapshots (snapshot_date, slug, instance_count)
SELECT r.value ->> 'date', r.value ->> 'slug', CAST(r.value ->> 'instance_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'product_snapshots'
ORDER BY s.slice, CAST(r.key AS INTEGER)
ON CONFLICT (snapshot_date, slug) DO NOTHING;

INSERT INTO flux_price_history (date, price_e8, source, fetched_at)
SELECT r.value ->> 'date', CAST(r.value ->> 'price_e8' AS BIGINT), 'imported', :now
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = 'flux_price_history' AND :closes = 1;

DELETE FROM restore_slices WHERE TRUE
