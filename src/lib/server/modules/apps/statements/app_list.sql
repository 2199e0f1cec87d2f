-- One page of apps. state: all, running (seen on a node now), expiring (its end lies from :tip to :until), ended (paid for, and the
-- network has no specification any more). is_whole = 1: payments of all time; else those from :start to :end, and with state `all`
-- the apps paid for in that time alone. owner, pattern (lower case): '' = any. direction -1 = highest first. Always answers at
-- least one row: past the end its name is NULL; sum_*: of all that are selected. An end at a time is estimated as a height, a block
-- every 30 s.
-- @param state     text
-- @param is_whole  integer
-- @param start     text
-- @param end       text
-- @param tip       bigint
-- @param now       bigint
-- @param until     bigint
-- @param owner     text
-- @param pattern   text
-- @param sort      text
-- @param direction integer
-- @param skip      bigint
-- @param limit     integer
-- @heavy
WITH running AS MATERIALIZED (
  SELECT a.name, COUNT(*) AS instance_count
  FROM app_observations o
  JOIN observed_apps a ON a.id = o.app_id
  WHERE o.to_at IS NULL
  GROUP BY a.name
),
paid AS MATERIALIZED (
  SELECT app_name, app_type, payment_count, amount_sat, usd_micros, priced_count, first_payment, last_payment
  FROM revenue_apps
  WHERE :is_whole = 1
  UNION ALL
  SELECT app_name, MAX(app_type), COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros), MIN(block_time),
         MAX(block_time)
  FROM revenue_transactions
  WHERE :is_whole = 0 AND date BETWEEN :start AND :end AND app_name IS NOT NULL
  GROUP BY app_name
),
known AS (
  SELECT app_name AS name FROM paid
  UNION
  SELECT name FROM network_apps WHERE :is_whole = 1 OR :state <> 'all'
  UNION
  SELECT name FROM running WHERE :is_whole = 1 OR :state <> 'all'
),
listed AS MATERIALIZED (
  SELECT k.name, n.owner, n.instances, n.is_encrypted, n.components, n.end_height, n.end_time,
         CASE WHEN n.name IS NULL THEN 0 ELSE 1 END AS is_live,
         COALESCE(n.end_height, :tip + (n.end_time - :now) / 30) AS end_place,
         r.instance_count, p.app_type, p.payment_count, p.amount_sat, p.usd_micros, p.priced_count, p.first_payment, p.last_payment
  FROM known k
  LEFT JOIN network_apps n ON n.name = k.name
  LEFT JOIN paid p ON p.app_name = k.name
  LEFT JOIN running r ON r.name = k.name
),
chosen AS MATERIALIZED (
  SELECT name, owner, instances, is_encrypted, components, end_height, end_time, is_live, instance_count, app_type, payment_count,
         amount_sat, usd_micros, priced_count, first_payment, last_payment,
         CASE :sort WHEN 'usd' THEN usd_micros WHEN 'payments' THEN payment_count WHEN 'last' THEN last_payment
                    WHEN 'instances' THEN instance_count WHEN 'end' THEN end_place WHEN 'revenue' THEN amount_sat
                    ELSE 0 END * :direction AS place,
         CASE WHEN :sort = 'name' AND :direction = -1 THEN name ELSE '' END AS name_down
  FROM listed
  WHERE (:pattern = '' OR LOWER(name) LIKE :pattern ESCAPE '\')
    AND (:owner = '' OR owner = :owner)
    AND (:state = 'all'
      OR (:state = 'running' AND instance_count > 0)
      OR (:state = 'ended' AND is_live = 0 AND payment_count > 0)
      OR (:state = 'expiring' AND end_place >= :tip AND end_place < :until))
),
page AS MATERIALIZED (
  SELECT name, place, name_down FROM chosen ORDER BY place NULLS LAST, name_down DESC, name LIMIT :limit OFFSET :skip
),
sums AS MATERIALIZED (
  SELECT COUNT(*) AS total, CAST(COALESCE(SUM(payment_count), 0) AS BIGINT) AS sum_payments,
         CAST(COALESCE(SUM(amount_sat), 0) AS TEXT) AS sum_sat, CAST(COALESCE(SUM(usd_micros), 0) AS TEXT) AS sum_usd_micros,
         CAST(COALESCE(SUM(priced_count), 0) AS BIGINT) AS sum_priced
  FROM chosen
)
SELECT s.total, s.sum_payments, s.sum_sat, s.sum_usd_micros, s.sum_priced, c.name, c.owner, c.instances, c.is_encrypted,
       c.components, c.end_height, c.end_time, c.is_live, c.instance_count, c.app_type, c.payment_count,
       CAST(c.amount_sat AS TEXT) AS amount_sat, CAST(c.usd_micros AS TEXT) AS usd_micros, c.priced_count, c.first_payment,
       c.last_payment
FROM sums s
LEFT JOIN page k ON TRUE
LEFT JOIN chosen c ON c.name = k.name
ORDER BY k.place NULLS LAST, k.name_down DESC, k.name
