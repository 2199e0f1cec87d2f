-- How many subscriptions a selection has; filters as in subscriptions_newest.
-- @param by        text
-- @param app       text
-- @param sender    text
-- @param owner     text
-- @param recipient text
-- @param status    text
-- @param at_height integer
-- @param at_time   bigint
-- @heavy
SELECT CAST(SUM(rows) AS INTEGER) AS total
FROM (
  SELECT COUNT(*) AS rows FROM subscriptions s
  WHERE :by = 'app' AND s.app_name = :app AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
  UNION ALL
  SELECT COUNT(*) AS rows FROM subscriptions s
  WHERE :by = 'sender' AND s.sender = :sender AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
  UNION ALL
  SELECT COUNT(*) AS rows FROM subscriptions s
  WHERE :by = 'owner' AND s.owner = :owner AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
  UNION ALL
  SELECT COUNT(*) AS rows FROM subscriptions s
  WHERE :by = 'recipient' AND s.recipient = :recipient AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
  UNION ALL
  SELECT COUNT(*) AS rows FROM subscriptions s
  WHERE :by = 'all' AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
) counted
