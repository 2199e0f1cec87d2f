-- Apps whose paid term lasts at a block, by their signed messages, and what they ordered: a checkpoint before it, and what has
-- come and gone since. A specification before version 3 orders three instances. Resources are those of specifications that can be
-- read, all instances together. The first row has the sums; with_owners = 1 adds one per owner with its apps.
-- @param height      integer
-- @param time        bigint
-- @param with_owners integer
-- @heavy
WITH base AS MATERIALIZED (
  SELECT height, time, apps, encrypted, counted, instances, readable, cpu_millicores, ram_mb, hdd_gb, owners
  FROM subscription_checkpoints
  WHERE height <= :height AND time <= :time
  ORDER BY height DESC
  LIMIT 1
),
since AS MATERIALIZED (
  SELECT COALESCE((SELECT height FROM base), -1) AS height, COALESCE((SELECT time FROM base), -1) AS time
),
changed AS MATERIALIZED (
  SELECT 1 AS sign, owner, is_encrypted, cpu_millicores, ram_mb, hdd_gb,
         COALESCE(instances, CASE WHEN spec_version < 3 THEN 3 END) AS ordered
  FROM subscriptions
  WHERE start_height > (SELECT height FROM since) AND start_height <= :height AND outcome IN ('bought', 'unpaid')
    AND (stop_height IS NULL OR stop_height > :height)
    AND (end_height IS NULL OR end_height >= :height) AND (end_time IS NULL OR end_time >= :time)
  UNION ALL
  SELECT -1 AS sign, owner, is_encrypted, cpu_millicores, ram_mb, hdd_gb,
         COALESCE(instances, CASE WHEN spec_version < 3 THEN 3 END) AS ordered
  FROM subscriptions
  WHERE last_height BETWEEN (SELECT height FROM since) AND :height AND outcome IN ('bought', 'unpaid')
    AND start_height <= (SELECT height FROM since)
    AND (stop_height IS NULL OR stop_height > (SELECT height FROM since))
    AND (end_height IS NULL OR end_height >= (SELECT height FROM since))
    AND (end_time IS NULL OR end_time >= (SELECT time FROM since))
    AND (stop_height <= :height OR end_height < :height OR end_time < :time)
  UNION ALL
  -- A term by time is over before the height that is certainly above its end.
  SELECT -1 AS sign, owner, is_encrypted, cpu_millicores, ram_mb, hdd_gb,
         COALESCE(instances, CASE WHEN spec_version < 3 THEN 3 END) AS ordered
  FROM subscriptions
  WHERE end_time >= (SELECT time FROM since) AND end_time < :time AND last_height > :height
    AND outcome IN ('bought', 'unpaid') AND start_height <= (SELECT height FROM since)
    AND (stop_height IS NULL OR stop_height > (SELECT height FROM since))
),
held AS MATERIALIZED (
  SELECT owner, SUM(apps) AS apps
  FROM (
    SELECT o.key AS owner, CAST(o.value AS INTEGER) AS apps FROM base CROSS JOIN json_each(base.owners) o
    UNION ALL
    SELECT owner, sign FROM changed WHERE owner IS NOT NULL
  ) owned
  GROUP BY owner
  HAVING SUM(apps) > 0
)
SELECT '' AS owner,
       COALESCE((SELECT apps FROM base), 0) + COALESCE(SUM(sign), 0) AS apps,
       (SELECT COUNT(*) FROM held) AS owners,
       COALESCE((SELECT encrypted FROM base), 0) + COALESCE(SUM(sign * is_encrypted), 0) AS encrypted,
       COALESCE((SELECT counted FROM base), 0) + COALESCE(SUM(sign) FILTER (WHERE ordered IS NOT NULL), 0) AS counted,
       COALESCE((SELECT instances FROM base), 0) + COALESCE(SUM(sign * ordered), 0) AS instances,
       COALESCE((SELECT readable FROM base), 0)
         + COALESCE(SUM(sign) FILTER (WHERE cpu_millicores IS NOT NULL AND ordered IS NOT NULL), 0) AS readable,
       CAST(COALESCE((SELECT cpu_millicores FROM base), 0) + COALESCE(SUM(sign * cpu_millicores * ordered), 0) AS TEXT) AS cpu_millicores,
       CAST(COALESCE((SELECT ram_mb FROM base), 0) + COALESCE(SUM(sign * ram_mb * ordered), 0) AS TEXT) AS ram_mb,
       CAST(COALESCE((SELECT hdd_gb FROM base), 0) + COALESCE(SUM(sign * hdd_gb * ordered), 0) AS TEXT) AS hdd_gb
FROM changed
UNION ALL
SELECT owner, apps, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM held WHERE :with_owners = 1
ORDER BY owner
