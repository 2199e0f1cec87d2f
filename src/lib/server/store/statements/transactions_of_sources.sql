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
SELECT t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM keys k
CROSS JOIN revenue_transactions t
WHERE t.sort_key = k.sort_key
ORDER BY k.sort_key DESC
