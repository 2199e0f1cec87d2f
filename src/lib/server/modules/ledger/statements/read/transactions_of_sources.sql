-- A page of the payments of some sources: like get_transactions_paginated, which is all of them. Each source is cut short by
-- itself: Postgres does not merge what it is not told to sort.
-- @param before_key text
-- @param skip       integer
-- @param limit      integer
-- @param team       integer
-- @param fiat       integer
-- @param other      integer
WITH keys AS MATERIALIZED (
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions WHERE :fiat = 1 AND source = 'fiat' AND sort_key < CAST(:before_key AS BIGINT)
    ORDER BY sort_key DESC LIMIT :skip + :limit
  ) of_fiat
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions WHERE :other = 1 AND source = 'other' AND sort_key < CAST(:before_key AS BIGINT)
    ORDER BY sort_key DESC LIMIT :skip + :limit
  ) of_other
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions WHERE :team = 1 AND source = 'team' AND sort_key < CAST(:before_key AS BIGINT)
    ORDER BY sort_key DESC LIMIT :skip + :limit
  ) of_team
  ORDER BY sort_key DESC
  LIMIT :limit
  OFFSET :skip
)
SELECT
  -- @columns shown_payment t
FROM keys k
CROSS JOIN revenue_transactions t
WHERE t.sort_key = k.sort_key
ORDER BY k.sort_key DESC
