-- Paid terms with an outcome, by when it was known, renewals before them and length: kept when the app was paid for again
-- within :grace blocks of the end. period: of :blocks blocks.
-- @param tip    integer
-- @param grace  integer
-- @param blocks integer
-- @heavy
SELECT decided_height / CAST(:blocks AS INTEGER) AS period, renewals_class, term_class, SUM(is_kept) AS kept, SUM(1 - is_kept) AS lost
FROM (
  SELECT CASE WHEN renewals > 3 THEN 3 ELSE renewals END AS renewals_class,
         CASE WHEN term_days < 10 THEN 0 WHEN term_days < 45 THEN 1 ELSE 2 END AS term_class,
         CASE WHEN stop_reason = 'cancelled_by_owner' THEN 0
              WHEN next_height <= last_height + :grace THEN 1 ELSE 0 END AS is_kept,
         CASE WHEN stop_height IS NOT NULL THEN stop_height
              WHEN next_height <= last_height + :grace THEN next_height
              ELSE last_height + :grace END AS decided_height
  FROM subscriptions
  WHERE outcome = 'bought' AND deposit_sat > 0 AND term_days IS NOT NULL
) lives
WHERE decided_height <= :tip
GROUP BY decided_height / CAST(:blocks AS INTEGER), renewals_class, term_class
ORDER BY period, renewals_class, term_class
