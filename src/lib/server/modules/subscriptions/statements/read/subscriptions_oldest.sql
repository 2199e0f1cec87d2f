-- A page of subscriptions as they were at a block, oldest first, from behind a place. Empty filters let everything pass.
-- by: the filter whose index is taken, or all; each branch is a whole page, and only one of them is not empty.
-- @param by        text
-- @param app       text
-- @param sender    text
-- @param owner     text
-- @param recipient text
-- @param status    text
-- @param at_height integer
-- @param at_time   bigint
-- @param height    integer
-- @param id        text
-- @param limit     integer
WITH picked AS (
  SELECT id FROM (
    SELECT s.id FROM subscriptions s
    WHERE :by = 'app' AND s.app_name = :app AND (s.order_height, s.id) > (:height, :id)
      AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
    ORDER BY s.order_height ASC, s.id ASC
    LIMIT :limit
  ) by_app
  UNION ALL
  SELECT id FROM (
    SELECT s.id FROM subscriptions s
    WHERE :by = 'sender' AND s.sender = :sender AND (s.order_height, s.id) > (:height, :id)
      AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
    ORDER BY s.order_height ASC, s.id ASC
    LIMIT :limit
  ) by_sender
  UNION ALL
  SELECT id FROM (
    SELECT s.id FROM subscriptions s
    WHERE :by = 'owner' AND s.owner = :owner AND (s.order_height, s.id) > (:height, :id)
      AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
    ORDER BY s.order_height ASC, s.id ASC
    LIMIT :limit
  ) by_owner
  UNION ALL
  SELECT id FROM (
    SELECT s.id FROM subscriptions s
    WHERE :by = 'recipient' AND s.recipient = :recipient AND (s.order_height, s.id) > (:height, :id)
      AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
    ORDER BY s.order_height ASC, s.id ASC
    LIMIT :limit
  ) by_recipient
  UNION ALL
  SELECT id FROM (
    SELECT s.id FROM subscriptions s
    WHERE :by = 'all' AND (s.order_height, s.id) > (:height, :id)
      AND s.is_listed = 1 AND s.start_height <= :at_height
      AND (:app = '' OR s.app_name = :app) AND (:sender = '' OR s.sender = :sender)
      AND (:owner = '' OR s.owner = :owner) AND (:recipient = '' OR s.recipient = :recipient)
      AND (:status = '' OR :status = CASE WHEN s.outcome NOT IN ('bought', 'unpaid') THEN 'cancelled'
         WHEN s.stop_height <= :at_height THEN CASE WHEN s.stop_reason = 'superseded' THEN 'completed' ELSE 'cancelled' END
         WHEN s.end_height < :at_height OR s.end_time < :at_time THEN 'completed'
         ELSE 'active' END)
    ORDER BY s.order_height ASC, s.id ASC
    LIMIT :limit
  ) by_all
)
SELECT
  -- @columns subscription s
FROM picked
JOIN subscriptions s ON s.id = picked.id
ORDER BY s.order_height ASC, s.id ASC
