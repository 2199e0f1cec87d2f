-- Apps whose paid term lasts at a block, by their signed messages, and what they ordered. A specification before version 3 orders
-- three instances. Resources are those of specifications that can be read, all instances together.
-- @param height integer
-- @param time   bigint
-- @heavy
SELECT COUNT(*) AS apps, COUNT(DISTINCT owner) AS owners, COALESCE(SUM(is_encrypted), 0) AS encrypted,
       COUNT(ordered) AS counted, COALESCE(SUM(ordered), 0) AS instances,
       COUNT(cpu_millicores * ordered) AS readable,
       CAST(COALESCE(SUM(cpu_millicores * ordered), 0) AS TEXT) AS cpu_millicores,
       CAST(COALESCE(SUM(ram_mb * ordered), 0) AS TEXT) AS ram_mb,
       CAST(COALESCE(SUM(hdd_gb * ordered), 0) AS TEXT) AS hdd_gb
FROM (
  SELECT owner, is_encrypted, cpu_millicores, ram_mb, hdd_gb,
         COALESCE(instances, CASE WHEN spec_version < 3 THEN 3 END) AS ordered
  FROM subscriptions
  WHERE outcome IN ('bought', 'unpaid') AND start_height <= :height AND last_height >= :height
    AND (stop_height IS NULL OR stop_height > :height)
    AND (end_height IS NULL OR end_height >= :height) AND (end_time IS NULL OR end_time >= :time)
) live
